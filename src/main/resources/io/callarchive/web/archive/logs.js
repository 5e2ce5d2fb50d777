// One section for each log: how it stands, and its calendar.

/** How much Microsoft delivered after the first reading: what tells whether the revisits are late enough. */
function latenessWords(log) {
  let first = 0;
  let late = 0;
  let oldest = 0;
  for (const day of log.days.filter((one) => one.state === 'settled' || one.state === 'provisional')) {
    const readings = readingsOf(day);
    if (readings.length > 1) {
      first += readings[0].rows;
      let most = readings[0].rows;
      for (const reading of readings.slice(1).filter((one) => one.rows > most)) {
        late += reading.rows - most;
        most = reading.rows;
        oldest = Math.max(oldest, Math.floor(Date.parse(reading.dueAt) / DAY_MILLIS) - dayNumber(day.date));
      }
    }
  }
  if (late === 0) {
    return '';
  }
  const share = ((late / (first + late)) * 100).toLocaleString('en', { maximumSignificantDigits: 2 });
  return `; ${share} % of the rows came after the first reading, the last of them up to ${days(oldest)} after their day began`;
}

function keptWords(log) {
  const seen = log.seen ? ` (it still had rows of ${log.seen.date} on ${log.seen.on})` : '';
  if (!isNumber(log.keptDays)) {
    return `how long Microsoft keeps it is not stated${seen}`;
  }
  const most = isNumber(log.keptDaysAtMost) && log.keptDaysAtMost !== log.keptDays
    ? `, or up to ${number(log.keptDaysAtMost)}, as the country of the user has it` : '';
  return `Microsoft keeps it for ${days(log.keptDays)}${most}${seen}`;
}

function logSection(archive, log, index) {
  const settled = known(log.newestSettled) ? `settled up to ${log.newestSettled}` : 'no day is settled yet';
  const sums = [...STATES].map(([state, { word }]) => [log.days.filter((day) => day.state === state).length, word])
    .filter(([amount]) => amount > 0).map(([amount, word]) => `${number(amount)} ${word}`);
  const details = element('div', { class: 'details' }, element('p', { class: 'quiet' }, 'Choose a day for its details.'));
  return element('section', { class: 'log', 'aria-labelledby': `log${index}` },
    element('div', { class: 'log-head' },
      element('h3', { id: `log${index}` }, log.name),
      element('p', { class: 'quiet' }, `${sums.join(', ')}; ${settled}; ${keptWords(log)}${latenessWords(log)}.`)),
    calendar(archive, log, details), element('p', { class: 'quiet' }, chartWords(log)), details);
}

function showLogs(archive) {
  $('logs').replaceChildren(...archive.logs.map((log, index) => logSection(archive, log, index)));
}
