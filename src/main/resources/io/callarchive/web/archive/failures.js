// The days at risk, and why days failed.

function showRisk(archive) {
  const stateOfRisk = (risk) => {
    const log = archive.logs.find((one) => one.name === String(risk.log));
    const day = log?.byDate.get(risk.date);
    return day ? stateOf(day).word : 'missing';
  };
  const byLog = new Map();
  archive.atRisk.forEach((risk) => byLog.set(String(risk.log), [...(byLog.get(String(risk.log)) ?? []), risk]));
  const lines = [...byLog].flatMap(([log, risks]) => spansOf(risks.map((risk) => String(risk.date))).map(([first, last]) => {
    const inSpan = risks.filter((risk) => dayNumber(risk.date) >= first && dayNumber(risk.date) <= last);
    const left = Math.min(...inSpan.map((risk) => risk.deletedInDays));
    return first === last
      ? `${log} ${dateOf(first)} is ${stateOfRisk(inSpan[0])}: ${untilDeletion(left)}`.replace(' is failed:', ' failed:')
      : `${log} ${dateOf(first)} to ${dateOf(last)}, ${days(last - first + 1)}: `
        + (left <= 0 ? 'the first is deleted today' : `the first is deleted in ${days(left)}`);
  }));
  $('risk').hidden = lines.length === 0;
  fillList($('riskList'), lines);
}

function troubleWords(trouble) {
  const what = [trouble.status, trouble.code].filter((part) => known(part) && part !== 0).join(' ');
  const message = known(trouble.message) ? String(trouble.message) : 'no reason was given';
  return sentence(what === '' ? message : `${what}: ${message}`);
}

function troubleHistory(trouble) {
  const words = [];
  if (isNumber(trouble.count)) {
    words.push(trouble.count === 1 ? 'Tried once' : `Tried ${number(trouble.count)} times`);
  }
  if (known(trouble.firstMetAt) && trouble.firstMetAt !== trouble.lastMetAt) {
    words.push(`since ${instant(trouble.firstMetAt)}`);
  }
  if (known(trouble.lastMetAt)) {
    words.push(`last at ${instant(trouble.lastMetAt)}`);
  }
  if (known(trouble.askedAgainAt)) {
    words.push(`asked again at ${instant(trouble.askedAgainAt)}`);
  }
  const tried = words.length === 0 ? '' : `${words.join(', ')}.`;
  return known(trouble.requestId) ? `${tried} Graph’s request id: ${trouble.requestId}`.trim() : tried;
}

/** Failures with the same words are one entry: a right that is missing fails every log and every day. */
function showFailures(archive) {
  const groups = new Map();
  for (const log of archive.logs) {
    for (const day of log.days.filter((one) => one.trouble)) {
      const words = troubleWords(day.trouble);
      const group = groups.get(words) ?? { words, days: [], newest: day.trouble };
      group.days.push(`${log.name} ${day.date}`);
      group.newest = String(day.trouble.lastMetAt) > String(group.newest.lastMetAt) ? day.trouble : group.newest;
      groups.set(words, group);
    }
  }
  const sorted = [...groups.values()].sort((a, b) => String(b.newest.lastMetAt).localeCompare(String(a.newest.lastMetAt), 'en'));
  $('failures').hidden = sorted.length === 0;
  fillList($('failureList'), sorted.map(failureLine));
}

/** Troubleshooting's table of codes. */
const whatToDo = () => element('a', { href: `${DOCUMENTS}/troubleshooting.md#a-day-stays-failed` }, 'What to do');

function failureLine(group) {
  const named = group.days.slice(0, LISTED).join(', ');
  const more = group.days.length > LISTED ? ` and ${days(group.days.length - LISTED)} more` : '';
  const history = element('div', { class: 'quiet' });
  history.textContent = troubleHistory(group.newest);
  const line = element('div');
  line.textContent = `${named}${more}: ${group.words}`;
  line.append(' ', whatToDo(), history);
  return line;
}
