// What is known of one day, and of its readings.

function dayLabel(day) {
  const value = dayNumber(day.date);
  const rows = isNumber(day.rows) ? `, ${count(day.rows, 'row', 'rows')}` : '';
  return `${WEEKDAYS[weekday(value)]} ${day.date}: ${stateOf(day).word}${isIncomplete(day) ? ', incomplete' : ''}${rows}`;
}

function announce(details) {
  $('announcement').textContent = [...details.querySelectorAll('p')].map((line) => line.textContent).join(' ');
}

function detailLines(log, day) {
  const lines = [`${log.name}, ${dayLabel(day)}.`];
  if (known(day.archivedAt)) {
    lines.push(`Archived ${instant(day.archivedAt)}.`);
  }
  const readings = readingsOf(day);
  if (readings.length > 1) {
    const found = readings.map((reading) => number(reading.rows) + changeWords(reading));
    lines.push(`Read ${number(readings.length)} times, which found ${joined(found)} rows, the last time ${instant(readings[readings.length - 1].dueAt)}`
      + (readings[readings.length - 1].vanished > 0 && day.state !== 'erased' ? '; what vanished is kept.' : '.'));
  }
  if (ARCHIVED.includes(day.state)) {
    lines.push(checkWords(day));
  }
  if (Array.isArray(day.notes) && day.notes.length > 0) {
    lines.push(`To know: ${joined(day.notes.map((note) => noteWords(day, note)))}.`);
  }
  if (isNumber(day.deletedInDays) && day.state !== 'gone' && day.state !== 'not-yet') {
    lines.push(`${capital(untilDeletion(day.deletedInDays))}${isNumber(day.rows) ? ' (the archive keeps it)' : ''}.`);
  }
  const made = [lines.join(' ')];
  if (day.trouble) {
    made.push(troubleWords(day.trouble), troubleHistory(day.trouble));
  }
  const paragraphs = made.filter((text) => text !== '').map((text) => element('p', {}, text));
  if (day.trouble) {
    paragraphs[paragraphs.length - 1].append(' ', whatToDo());
  }
  paragraphs.push(...fileLines(log, day));
  if (day.state === 'missing' || day.state === 'failed') {
    const take = element('button', { type: 'button', class: 'small' }, 'Put this day into the backfill form');
    take.addEventListener('click', () => prepareBackfill(log, day));
    paragraphs.push(take);
  }
  return paragraphs;
}

/** Where the file is, what it must be, and lines to copy that fetch and query it. */
function fileLines(log, day) {
  if (!ARCHIVED.includes(day.state) || !/^[a-z-]+$/.test(log.name) || !isDate(day.date)) {
    return [];
  }
  const path = `log=${log.name}/date=${day.date}/${log.name}-${day.date}.json.gz`;
  const content = isNumber(day.rawSizeBytes)
    ? `${count(day.rawSizeBytes, 'byte', 'bytes')} of JSON lines with the CRC-32 ${day.crc32}, compressed in ` : '';
  const hash = /^[0-9a-f]{64}$/.test(day.sha256) ? ` Its SHA-256 is ${day.sha256}.` : '';
  const address = /^https?:\/\/[\w.:/-]+$/.test(log.files) ? log.files : 'https://ACCOUNT.blob.core.windows.net/CONTAINER';
  return [element('p', {}, `The file: ${content}${path}.${hash} To copy, and to query with DuckDB:`,
    element('code', {}, `az storage blob download --auth-mode login --blob-url ${address}/${path} --file ${log.name}-${day.date}.json.gz`),
    element('code', {}, `duckdb -c "SELECT * FROM read_json_auto('${log.name}-${day.date}.json.gz')"`))];
}

function noteWords(day, note) {
  const first = readingsOf(day)[0];
  const age = first ? Math.floor(Date.parse(first.dueAt) / DAY_MILLIS) - dayNumber(day.date) : NaN;
  return note === 'read-late' && Number.isFinite(age)
    ? `read late: at an age of ${days(age)}; Microsoft may have deleted rows by then`
    : NOTES.get(note) ?? String(note);
}

/** What a reading had that the file did not, and the other way round. */
function changeWords(reading) {
  const words = [];
  if (reading.added > 0) {
    words.push(`+${number(reading.added)}`);
  }
  if (reading.vanished > 0) {
    words.push(`−${number(reading.vanished)}`);
  }
  return words.length === 0 ? '' : ` (${words.join(' ')})`;
}

const readingsOf = (day) => (day.readings ?? []).filter((reading) => isNumber(reading.rows));

function checkWords(day) {
  if (known(day.damage)) {
    return `Read back ${instant(day.checkedAt)}: damaged, ${sentence(String(day.damage))}`;
  }
  if (!known(day.checkedAt)) {
    return 'The file was not read back yet.';
  }
  const found = [];
  if (day.duplicates > 0) {
    found.push(`${count(day.duplicates, 'row repeats', 'rows repeat')} an earlier one`);
  }
  if (day.versions > 0) {
    found.push(`${count(day.versions, 'row is another version', 'rows are other versions')} of one with the same id`);
  }
  if (day.outside > 0) {
    found.push(`${count(day.outside, 'row is', 'rows are')} of another day`);
  }
  return `Read back ${instant(day.checkedAt)}: ${found.length === 0 ? 'sound, and no row repeats' : joined(found)}.`;
}
