'use strict';
// Everything that the server sends is text to this script: it reaches the page by textContent and nothing else.
(() => {
  const STATES = new Map([
    ['settled', { mark: '', word: 'settled', means: 'settled: archived and read again, final' }],
    ['provisional', { mark: '○', word: 'provisional', means: 'provisional: archived, late rows may still come' }],
    ['erased', { mark: '·', word: 'erased', means: 'erased: archived; rows were removed on request' }],
    ['in-progress', { mark: '…', word: 'in progress', means: 'in progress: being read, or next in turn' }],
    ['failed', { mark: '×', word: 'failed', means: 'failed: the last attempt did not succeed' }],
    ['missing', { mark: '!', word: 'missing', means: 'missing: not archived' }],
    ['gone', { mark: '–', word: 'gone', means: 'gone: not kept by Microsoft any more' }],
    ['not-yet', { mark: '', word: 'not over yet', means: 'not over yet: a day is archived when it has ended' }],
  ]);
  /** What a file's notes mean for who relies on the day. */
  const NOTES = new Map([
    ['count-differs', 'Microsoft’s own count of the rows is another'],
    ['full-without-link', 'a full page came without a link to a next one: rows may be missing'],
    ['empty-link', 'the link to the next page was empty, and taken for the end: rows may be missing'],
    ['incomplete', 'a part of Microsoft’s answer could not be read; its bytes are kept aside'],
    ['part-elsewhere', 'a row says that a part of it is elsewhere'],
    ['half-character', 'a text ends in half of a character, which not every reader of JSON takes'],
  ]);
  const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const SVG = 'http://www.w3.org/2000/svg';
  const DAY_MILLIS = 86_400_000;
  const MOST_PARTS = 100;
  const MOST_DAYS = 4000;
  const LISTED = 8;
  const REFRESH_MILLIS = 10_000;
  /** A large archive is read again less often: nine tenths of the time nothing is asked. */
  const REST = 9;
  const ARCHIVED = ['settled', 'provisional', 'erased'];

  const page = new URL(location.href);
  const key = page.searchParams.get('code');
  const $ = (id) => document.getElementById(id);

  // ---- words ----

  const number = (value) => Number(value).toLocaleString('en');
  const count = (value, one, many) => `${number(value)} ${value === 1 ? one : many}`;
  const days = (value) => count(value, 'day', 'days');
  const isNumber = (value) => typeof value === 'number' && Number.isFinite(value);
  const known = (value) => value !== null && value !== undefined && value !== '';
  const stateOf = (day) => STATES.get(day.state) ?? { mark: '?', word: String(day.state) };
  const styleOf = (day) => (STATES.has(day.state) ? day.state : 'unclear');
  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);

  function instant(value) {
    const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d(\.\d+)?)?Z$/.exec(String(value));
    return parts ? `${parts[1]} ${parts[2]} UTC` : String(value);
  }

  function untilDeletion(left) {
    return left <= 0 ? 'Microsoft deletes it today' : `${days(left)} until Microsoft deletes it`;
  }

  function joined(words) {
    return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
  }

  // ---- dates: YYYY-MM-DD in and out, counted in days since 1970-01-01 UTC ----

  const isDate = (text) => /^\d{4}-\d\d-\d\d$/.test(text) && Number.isFinite(Date.parse(text));
  const dayNumber = (text) => Date.parse(text) / DAY_MILLIS;
  const dateOf = (value) => new Date(value * DAY_MILLIS).toISOString().slice(0, 10);
  const weekday = (value) => (((value + 3) % 7) + 7) % 7;

  // ---- elements ----

  function element(name, properties = {}, ...children) {
    const made = document.createElement(name);
    for (const [attribute, value] of Object.entries(properties)) {
      made.setAttribute(attribute, value);
    }
    made.append(...children);
    return made;
  }

  function drawing(name, attributes) {
    const made = document.createElementNS(SVG, name);
    for (const [attribute, value] of Object.entries(attributes)) {
      made.setAttribute(attribute, value);
    }
    return made;
  }

  /** Fills a list; what is more than a few goes behind "and 12 more". */
  function fillList(list, lines) {
    list.replaceChildren(...lines.slice(0, LISTED).map((line) => element('li', {}, line)));
    if (lines.length > LISTED) {
      const rest = element('ul', {}, ...lines.slice(LISTED).map((line) => element('li', {}, line)));
      const more = `and ${number(lines.length - LISTED)} more`;
      list.append(element('li', {}, element('details', {}, element('summary', {}, more), rest)));
    }
  }

  function show(id, text) {
    $(id).textContent = text;
    $(id).hidden = text === '';
  }

  // ---- talking to the app ----

  class Problem extends Error {}

  async function ask(url, options = {}) {
    const headers = { Accept: 'application/json', ...options.headers };
    if (key !== null) {
      headers['x-functions-key'] = key;
    }
    let answer;
    try {
      answer = await fetch(url, { ...options, headers, cache: 'no-store', credentials: 'same-origin' });
    } catch {
      throw new Problem('The app could not be reached. Is it running, and is this computer online?');
    }
    const body = await answer.json().catch(() => null);
    if (!answer.ok) {
      throw new Problem(refusal(answer.status, body));
    }
    if (body === null || typeof body !== 'object') {
      throw new Problem(`The app answered ${answer.status}, but not with JSON.`);
    }
    return body;
  }

  function refusal(status, body) {
    const said = [body?.title, body?.detail].filter((text) => typeof text === 'string' && text !== '');
    if (status === 401 && said.length === 0) {
      const hint = key === null
        ? 'Open this page with a function key: add ?code=… to its address.'
        : 'The key after ?code= in this page’s address is wrong, or it has been renewed.';
      return `The app did not let this page in (401). ${hint}`;
    }
    if (said.length > 0) {
      return `${said.map(sentence).join(' ')} (${status})`;
    }
    return `The app answered ${status} without saying why.`;
  }

  /** The address of the first part: the page's own, without the key. What is misspelt there the app refuses. */
  function firstPart() {
    const url = new URL(page.pathname + page.search, page.origin);
    url.searchParams.delete('code');
    return url;
  }

  /** The next part, or null; only ever another range of the same address. */
  function nextPart(part, from) {
    if (!known(part.next)) {
      return null;
    }
    const url = new URL(String(part.next), from);
    // The Functions host does not mind how the path is spelt.
    const plain = (path) => path.toLowerCase().replace(/\/$/, '');
    if (url.origin !== page.origin || plain(url.pathname) !== plain(page.pathname)) {
      throw new Problem('The app named a next part that is not its own; the archive is not shown in full.');
    }
    url.searchParams.delete('code');
    return url;
  }

  async function readArchive() {
    const begun = performance.now();
    const parts = [];
    const seen = new Set();
    for (let url = firstPart(); url !== null;) {
      if (seen.has(url.href) || seen.size === MOST_PARTS) {
        throw new Problem('The app’s answer does not come to an end; the archive is not shown.');
      }
      seen.add(url.href);
      const part = await ask(url);
      parts.push(part);
      url = nextPart(part, url);
    }
    readingMillis = performance.now() - begun;
    return merge(parts);
  }

  /** One archive of all parts. A day that no part mentions is missing: no news is bad news. */
  function merge(parts) {
    const bounds = parts.flatMap((part) => [part.from, part.to]).filter(isDate).map(dayNumber);
    if (bounds.length === 0) {
      throw new Problem('The app’s answer names no range of days.');
    }
    const first = Math.min(...bounds);
    const last = Math.min(Math.max(...bounds), first + MOST_DAYS);
    const logs = new Map();
    const risks = new Map();
    for (const part of parts) {
      for (const log of part.logs ?? []) {
        const name = String(log.log);
        const whole = logs.get(name) ?? { ...log, name, byDate: new Map() };
        logs.set(name, whole);
        (log.days ?? []).filter((day) => isDate(day.date)).forEach((day) => whole.byDate.set(day.date, day));
      }
      (part.atRisk ?? []).forEach((risk) => risks.set(`${risk.log} ${risk.date}`, risk));
    }
    const today = isDate(parts[0].today) ? parts[0].today : dateOf(last + 1);
    for (const log of logs.values()) {
      log.days = [];
      for (let value = first; value <= last; value++) {
        const date = dateOf(value);
        log.days.push(log.byDate.get(date) ?? { date, state: date < today ? 'missing' : 'not-yet' });
      }
    }
    return {
      asOf: parts[0].asOf,
      today,
      first,
      last,
      logs: [...logs.values()],
      atRisk: [...risks.values()].sort((a, b) => a.deletedInDays - b.deletedInDays),
    };
  }

  // ---- the verdict ----

  function tally(archive) {
    const all = archive.logs.flatMap((log) => log.days);
    const counts = new Map([...STATES.keys()].map((state) => [state, 0]));
    all.forEach((day) => counts.set(day.state, (counts.get(day.state) ?? 0) + 1));
    const open = all.filter((day) => day.state === 'missing' || day.state === 'failed');
    const archived = all.filter((day) => ARCHIVED.includes(day.state));
    const left = [...open, ...archive.atRisk].map((day) => day.deletedInDays).filter(isNumber);
    return {
      counts,
      archived: archived.length,
      doubtful: archived.filter((day) => day.trouble && !known(day.trouble.askedAgainAt)).length,
      open: all.length - archived.length - counts.get('gone') - counts.get('not-yet'),
      firstDeletion: left.length > 0 ? Math.min(...left) : null,
    };
  }

  function range(archive) {
    const yesterday = dayNumber(archive.today) - 1;
    return archive.last >= yesterday
      ? `for the last ${days(yesterday - archive.first + 1)}`
      : `from ${dateOf(archive.first)} to ${dateOf(archive.last)}`;
  }

  function verdict(archive) {
    const sum = tally(archive);
    const logs = archive.logs.length === 1 ? `The log ${archive.logs[0].name} is` : `All ${archive.logs.length} logs are`;
    const gone = sum.counts.get('gone');
    const goneNote = gone === 0 ? '' : `${capital(days(gone))} ${gone === 1 ? 'is' : 'are'} not kept by Microsoft any more `
      + 'and cannot be archived.';
    if (archive.logs.length === 0) {
      return { tone: 'watch', words: 'No log is archived.', explanation: 'The setting ARCHIVE_LOGS names none of the asked logs.' };
    }
    if (archive.first >= dayNumber(archive.today)) {
      return { tone: 'watch', words: 'None of these days is over yet.', explanation: 'A day is archived when it has ended, in UTC.' };
    }
    if (sum.archived === 0 && sum.open > 0) {
      return emptyVerdict(archive, sum);
    }
    if (sum.open === 0 && sum.doubtful > 0) {
      const words = `${logs} archived ${range(archive)}, but the last attempt to read or check ${days(sum.doubtful)} failed.`;
      return { tone: 'watch', words, explanation: goneNote };
    }
    if (sum.open === 0) {
      const where = gone === 0 ? range(archive) : `${range(archive)}, as far as Microsoft keeps them`;
      return { tone: 'good', words: `${logs} complete ${where}.`, explanation: goneNote };
    }
    return { ...openVerdict(sum), explanation: goneNote };
  }

  function openVerdict(sum) {
    const missing = sum.counts.get('missing');
    const failed = sum.counts.get('failed');
    const underWay = sum.open - missing - failed;
    if (missing + failed === 0) {
      const words = `${days(underWay)} ${underWay === 1 ? 'is' : 'are'} being read now; everything else is complete.`;
      return { tone: 'watch', words };
    }
    const parts = [];
    if (missing > 0) {
      parts.push(`${days(missing)} ${missing === 1 ? 'is' : 'are'} missing`);
    }
    if (failed > 0) {
      parts.push(parts.length > 0 ? `${number(failed)} failed` : `${days(failed)} failed`);
    }
    if (underWay > 0) {
      parts.push(`${number(underWay)} ${underWay === 1 ? 'is' : 'are'} being read`);
    }
    const words = parts.join(', ');
    return { tone: 'bad', words: sum.firstDeletion === null ? `${words}.` : `${words}; ${theFirst(sum.firstDeletion)}.` };
  }

  function theFirst(left) {
    return left <= 0 ? 'Microsoft deletes the first today' : `the first will be deleted by Microsoft in ${days(left)}`;
  }

  function emptyVerdict(archive, sum) {
    const failed = sum.counts.get('failed');
    const underWay = sum.counts.get('in-progress');
    const words = ['Nothing is archived yet'];
    if (failed > 0) {
      words.push(`${days(failed)} failed`);
    }
    if (underWay > 0) {
      words.push(`${days(underWay)} ${underWay === 1 ? 'is' : 'are'} being read now`);
    }
    const explanation = `The next night, the app copies the day that has just ended of ${joined(archive.logs.map((log) => log.name))}, `
      + 'and then fills the recent days that are missing, the oldest first. Nothing has to be done for that. '
      + 'To read days at once, or older ones, use the backfill below.'
      + (failed > 0 ? ' First see the failures: they may stop the next night, too.' : '');
    return { tone: failed > 0 ? 'bad' : 'watch', words: `${words.join('; ')}.`, explanation };
  }

  function showVerdict(archive) {
    const said = verdict(archive);
    $('summary').className = `verdict ${said.tone}`;
    $('verdict').textContent = said.words;
    $('announcement').textContent = said.words;
    show('explanation', said.explanation);
    show('asOf', `As of ${instant(archive.asOf)}; days from ${dateOf(archive.first)} to ${dateOf(archive.last)}.`);
    document.title = `${said.words} – Callarchive`;
  }

  // ---- days at risk, failures ----

  function showRisk(archive) {
    const stateOfRisk = (risk) => {
      const log = archive.logs.find((one) => one.name === String(risk.log));
      const day = log?.byDate.get(risk.date);
      return day ? stateOf(day).word : 'missing';
    };
    const lines = archive.atRisk.map((risk) =>
      `${risk.log} ${risk.date} is ${stateOfRisk(risk)}: ${untilDeletion(risk.deletedInDays)}`.replace(' is failed:', ' failed:'));
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

  function failureLine(group) {
    const named = group.days.slice(0, LISTED).join(', ');
    const more = group.days.length > LISTED ? ` and ${days(group.days.length - LISTED)} more` : '';
    const history = element('div', { class: 'quiet' });
    history.textContent = troubleHistory(group.newest);
    const line = element('div');
    line.textContent = `${named}${more}: ${group.words}`;
    line.append(history);
    return line;
  }

  // ---- the calendar ----

  function dayLabel(day) {
    const value = dayNumber(day.date);
    const rows = isNumber(day.rows) ? `, ${count(day.rows, 'row', 'rows')}` : '';
    return `${WEEKDAYS[weekday(value)]} ${day.date}: ${stateOf(day).word}${rows}`;
  }

  function showLegend() {
    $('legend').replaceChildren(...[...STATES].map(([state, { mark, means }]) => {
      const square = element('dt', { class: `day ${state}`, 'aria-hidden': 'true' }, mark);
      return element('div', {}, square, element('dd', {}, means));
    }));
  }

  function monthRow(archive, firstWeek, weeks) {
    const row = element('tr', {}, element('td'));
    let start = 0;
    const monthOf = (week) => dateOf(Math.max(archive.first, firstWeek + week * 7)).slice(0, 7);
    for (let week = 1; week <= weeks; week++) {
      if (week === weeks || monthOf(week) !== monthOf(start)) {
        const [year, month] = monthOf(start).split('-');
        const name = MONTHS[Number(month) - 1];
        const words = week - start < 2 ? '' : start === 0 || month === '01' ? `${name} ${year}` : name;
        row.append(element('th', { colspan: week - start, scope: 'colgroup' }, week - start < 3 ? words.slice(0, 3) : words));
        start = week;
      }
    }
    return element('thead', {}, row);
  }

  function calendar(archive, log, details) {
    const firstWeek = archive.first - weekday(archive.first);
    const weeks = Math.floor((archive.last - firstWeek) / 7) + 1;
    const cells = new Map();
    const body = element('tbody');
    for (let inWeek = 0; inWeek < 7; inWeek++) {
      const row = element('tr', {}, element('th', { scope: 'row' }, WEEKDAYS[inWeek]));
      for (let week = 0; week < weeks; week++) {
        const value = firstWeek + week * 7 + inWeek;
        if (value < archive.first || value > archive.last) {
          row.append(element('td'));
        } else {
          const day = log.days[value - archive.first];
          const cell = element('td', {
            class: `day ${styleOf(day)}`, tabindex: '-1', 'aria-label': dayLabel(day), 'data-date': day.date,
          }, stateOf(day).mark);
          cells.set(cell, day);
          row.append(cell);
        }
      }
      body.append(row);
    }
    const table = element('table', {
      role: 'grid', class: 'calendar', 'aria-label': `${log.name}: state of every day`, 'data-log': log.name,
    }, monthRow(archive, firstWeek, weeks), body);
    listen(table, cells, archive, log, details);
    return table;
  }

  /** One tab stop per calendar; the arrow keys move it, focus or a click shows the day's details. */
  function listen(table, cells, archive, log, details) {
    const byDate = new Map([...cells].map(([cell, day]) => [day.date, cell]));
    let current = byDate.get(dateOf(archive.last));
    current.tabIndex = 0;
    const choose = (cell) => {
      current.tabIndex = -1;
      current.removeAttribute('aria-selected');
      current = cell;
      current.tabIndex = 0;
      current.setAttribute('aria-selected', 'true');
      details.classList.add('chosen');
      details.replaceChildren(...detailLines(log, cells.get(cell)));
    };
    table.addEventListener('focusin', (event) => {
      const cell = event.target.closest('.day');
      if (cells.has(cell)) {
        choose(cell);
      }
    });
    table.addEventListener('click', (event) => {
      const cell = event.target.closest('.day');
      if (cells.has(cell)) {
        cell.focus();
        announce(details);
      }
    });
    const steps = new Map([
      ['ArrowUp', -1], ['ArrowDown', 1], ['ArrowLeft', -7], ['ArrowRight', 7], ['PageUp', -28], ['PageDown', 28],
    ]);
    table.addEventListener('keydown', (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) {
        return;
      }
      const at = dayNumber(current.dataset.date);
      let goal = null;
      if (steps.has(event.key)) {
        goal = at + steps.get(event.key);
      } else if (event.key === 'Home') {
        goal = archive.first;
      } else if (event.key === 'End') {
        goal = archive.last;
      } else if (event.key === 'Enter' || event.key === ' ') {
        announce(details);
      } else {
        return;
      }
      event.preventDefault();
      if (goal !== null) {
        byDate.get(dateOf(Math.min(Math.max(goal, archive.first), archive.last))).focus();
      }
    });
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
      const found = readings.map((reading) => number(reading.rows));
      lines.push(`Read ${number(readings.length)} times, which found ${joined(found)} rows`
        + (readings[readings.length - 1].rows < day.rows && day.state !== 'erased' ? '; the larger archive stayed.' : '.'));
    }
    if (ARCHIVED.includes(day.state)) {
      lines.push(checkWords(day));
    }
    if (Array.isArray(day.notes) && day.notes.length > 0) {
      lines.push(`To know: ${joined(day.notes.map((note) => NOTES.get(note) ?? String(note)))}.`);
    }
    if (isNumber(day.deletedInDays) && day.state !== 'gone' && day.state !== 'not-yet') {
      lines.push(`${capital(untilDeletion(day.deletedInDays))}${isNumber(day.rows) ? ' (the archive keeps it)' : ''}.`);
    }
    const made = [lines.join(' ')];
    if (day.trouble) {
      made.push(troubleWords(day.trouble), troubleHistory(day.trouble));
    }
    const paragraphs = made.filter((text) => text !== '').map((text) => element('p', {}, text));
    if (day.state === 'missing' || day.state === 'failed') {
      const take = element('button', { type: 'button', class: 'small' }, 'Put this day into the backfill form');
      take.addEventListener('click', () => prepareBackfill(log, day));
      paragraphs.push(take);
    }
    return paragraphs;
  }

  const readingsOf = (day) => (day.readings ?? []).filter((reading) => isNumber(reading.rows));

  function checkWords(day) {
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

  // ---- the chart ----

  function chart(archive, log) {
    const most = Math.max(0, ...log.days.map((day) => (isNumber(day.rows) ? day.rows : 0)));
    const bars = [];
    const gaps = [];
    log.days.forEach((day, index) => {
      if (isNumber(day.rows) && day.rows > 0) {
        const height = Math.max(1, (day.rows / most) * 100).toFixed(1);
        bars.push(`M${index + 0.1} 100v-${height}h.8v${height}z`);
      } else if (day.state === 'missing' || day.state === 'failed') {
        gaps.push(`M${index} 0h1v100h-1z`);
      }
    });
    if (most === 0) {
      return [];
    }
    const words = `Rows per day of ${log.name}: at most ${number(most)} a day, ${median(log)} on a usual day`;
    const picture = drawing('svg', {
      viewBox: `0 0 ${log.days.length} 100`, preserveAspectRatio: 'none', role: 'img', 'aria-label': words,
    });
    picture.append(drawing('path', { class: 'gaps', d: gaps.join('') }), drawing('path', { class: 'bars', d: bars.join('') }));
    const caption = element('figcaption', {},
      element('span', {}, dateOf(archive.first)),
      element('span', {}, `rows per day, at most ${number(most)}`),
      element('span', {}, dateOf(archive.last)));
    return [element('figure', { class: 'chart' }, picture, caption)];
  }

  function median(log) {
    const rows = log.days.map((day) => day.rows).filter(isNumber).sort((a, b) => a - b);
    return number(rows[Math.floor(rows.length / 2)] ?? 0);
  }

  // ---- one log ----

  function logSection(archive, log, index) {
    const kept = isNumber(log.keptDays) ? `Microsoft keeps it for ${days(log.keptDays)}` : 'how long Microsoft keeps it is not stated';
    const settled = known(log.newestSettled) ? `settled up to ${log.newestSettled}` : 'no day is settled yet';
    const sums = [...STATES].map(([state, { word }]) => [log.days.filter((day) => day.state === state).length, word])
      .filter(([amount]) => amount > 0).map(([amount, word]) => `${number(amount)} ${word}`);
    const details = element('div', { class: 'details' }, element('p', { class: 'quiet' }, 'Choose a day for its details.'));
    const box = element('div', { class: 'scroll' });
    box.append(calendar(archive, log, details));
    return element('section', { class: 'log', 'aria-labelledby': `log${index}` },
      element('div', { class: 'log-head' },
        element('h3', { id: `log${index}` }, log.name),
        element('p', { class: 'quiet' }, `${sums.join(', ')}; ${settled}; ${kept}${latenessWords(log)}.`)),
      box, details, ...chart(archive, log));
  }

  function showLogs(archive) {
    $('logs').replaceChildren(...archive.logs.map((log, index) => logSection(archive, log, index)));
    // The newest days are at the right end; a narrow screen starts there.
    document.querySelectorAll('.scroll').forEach((box) => { box.scrollLeft = box.scrollWidth; });
  }

  // ---- backfill ----

  let previewed = null;

  function showForm(archive) {
    const unchecked = new Set([...document.querySelectorAll('input[name="log"]:not(:checked)')].map((box) => box.value));
    const boxes = archive.logs.map((log) => {
      const box = element('input', { type: 'checkbox', name: 'log', value: log.name });
      box.checked = !unchecked.has(log.name);
      return element('label', {}, box, ` ${log.name}`);
    });
    $('logChoice').replaceChildren($('logChoice').firstElementChild, ...boxes);
    const open = archive.logs.flatMap((log) => log.days)
      .filter((day) => day.state === 'missing' || day.state === 'failed').map((day) => day.date).sort();
    const yesterday = dateOf(dayNumber(archive.today) - 1);
    $('to').max = yesterday;
    $('from').max = yesterday;
    if ($('from').value === '') {
      const newest = Math.min(archive.last, dayNumber(yesterday));
      const recent = dateOf(Math.max(Math.min(archive.first, newest), newest - 29));
      const empty = tally(archive).archived === 0;
      $('from').value = empty || open.length === 0 ? recent : open[0];
      $('to').value = empty || open.length === 0 ? yesterday : open[open.length - 1];
    }
  }

  function prepareBackfill(log, day) {
    $('from').value = day.date;
    $('to').value = day.date;
    document.querySelectorAll('input[name="log"]').forEach((box) => { box.checked = box.value === log.name; });
    forgetPreview();
    $('preview').focus();
    $('backfill').scrollIntoView({ block: 'nearest' });
  }

  function forgetPreview() {
    previewed = null;
    $('start').hidden = true;
    tell('', []);
  }

  function wish() {
    return {
      from: $('from').value,
      to: $('to').value,
      logs: [...document.querySelectorAll('input[name="log"]:checked')].map((box) => box.value),
      force: $('force').checked,
    };
  }

  const send = (body) => ask(new URL('backfill', page.origin + page.pathname.replace(/\/$/, '')), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

  function tell(tone, lines) {
    $('outcome').className = tone;
    $('outcome').replaceChildren(...lines.map((line) => (typeof line === 'string' ? element('p', {}, line) : line)));
  }

  async function preview(event) {
    event.preventDefault();
    forgetPreview();
    const asked = wish();
    if (asked.logs.length === 0) {
      tell('trouble', ['Choose at least one log.']);
      return;
    }
    await busily('Asking what it would do …', async () => {
      const plan = await send({ ...asked, dryRun: true });
      if (JSON.stringify(wish()) !== JSON.stringify(asked)) {
        tell('', ['The form has changed in the meantime; ask again.']);
        return;
      }
      const amount = Number(plan.days) || 0;
      tell('', [planWords(plan, amount), ...startLines(plan), ...skippedLines(plan)]);
      if (amount > 0) {
        previewed = asked;
        $('start').textContent = `Start it: read ${days(amount)}`;
        $('start').hidden = false;
      }
    });
  }

  async function start() {
    const asked = previewed;
    if (asked === null) {
      return;
    }
    $('start').hidden = true;
    previewed = null;
    await busily('Starting …', async () => {
      const done = await send({ ...asked, dryRun: false });
      tell('done', [
        `Started: ${days(Number(done.queued) || 0)} ${Number(done.queued) === 1 ? 'is' : 'are'} queued. `
          + 'This page shows how far it is, and reads itself again while days are in progress.',
        ...skippedLines(done),
      ]);
    });
    $('outcome').focus();
    refreshSoon();
  }

  async function busily(words, work) {
    $('preview').disabled = true;
    tell('', [words]);
    try {
      await work();
    } catch (trouble) {
      tell('trouble', [wordsOf(trouble)]);
    } finally {
      $('preview').disabled = false;
    }
  }

  function planWords(plan, amount) {
    if (amount === 0) {
      return 'There is nothing to read: no day of this range needs it.';
    }
    const requests = isNumber(plan.requests) ? ` with about ${count(plan.requests, 'request', 'requests')} to Microsoft` : '';
    const minutes = isNumber(plan.minutes) ? `, in about ${count(plan.minutes, 'minute', 'minutes')}` : '';
    return `It would read ${days(amount)}${requests}${minutes}. Nothing has started yet.`;
  }

  function startLines(plan) {
    const byLog = new Map();
    (plan.start ?? []).forEach((one) => byLog.set(String(one.log), [...(byLog.get(String(one.log)) ?? []), String(one.date)]));
    const lines = [...byLog].map(([log, dates]) => {
      const spans = spansOf(dates);
      const named = joined([
        ...spans.slice(0, LISTED).map(([first, last]) => (first === last ? dateOf(first) : `${dateOf(first)} to ${dateOf(last)}`)),
        ...(spans.length > LISTED ? [count(spans.length - LISTED, 'more such range', 'more such ranges')] : []),
      ]);
      return dates.length === 1 ? `${log}: ${named}` : `${log}: ${days(dates.length)}, ${named}`;
    });
    return lines.length === 0 ? [] : [listOf(lines)];
  }

  /** First and last day of each run of days without a gap. */
  function spansOf(dates) {
    const spans = [];
    for (const value of dates.filter(isDate).map(dayNumber).sort((a, b) => a - b)) {
      const newest = spans[spans.length - 1];
      if (newest !== undefined && value - newest[1] <= 1) {
        newest[1] = value;
      } else {
        spans.push([value, value]);
      }
    }
    return spans;
  }

  function skippedLines(plan) {
    const skipped = plan.skipped ?? [];
    if (skipped.length === 0) {
      return [];
    }
    const reasons = new Map();
    skipped.forEach((one) => reasons.set(String(one.reason), (reasons.get(String(one.reason)) ?? 0) + 1));
    const summed = [...reasons].map(([reason, amount]) => `${number(amount)} ${reason}`).join(', ');
    return [
      `${capital(days(skipped.length))} would be left alone: ${summed}.`.replace(' would be', plan.queued === undefined ? ' would be' : ' were'),
      listOf(skipped.map((one) => `${one.log} ${one.date}: ${one.reason}`)),
    ];
  }

  function listOf(lines) {
    const list = element('ul');
    fillList(list, lines);
    return list;
  }

  // ---- the whole ----

  const wordsOf = (trouble) => (trouble instanceof Problem ? trouble.message : 'The app’s answer could not be understood.');

  let refresh = null;
  let readingMillis = 0;

  function refreshSoon() {
    clearTimeout(refresh);
    refresh = setTimeout(refreshQuietly, Math.max(REFRESH_MILLIS, REST * readingMillis));
  }

  /** Leaves alone who is looking at a day. What cannot be read stays as it was, with the time that it is of. */
  async function refreshQuietly() {
    if (document.hidden || $('logs').contains(document.activeElement)) {
      refreshSoon();
      return;
    }
    try {
      showArchive(await readArchive());
    } catch {
      refreshSoon();
    }
  }

  function showArchive(archive) {
    showVerdict(archive);
    showRisk(archive);
    showFailures(archive);
    $('report').hidden = false;
    showLogs(archive);
    showForm(archive);
    if (tally(archive).counts.get('in-progress') > 0) {
      refreshSoon();
    }
  }

  async function load() {
    clearTimeout(refresh);
    $('main').setAttribute('aria-busy', 'true');
    $('summary').className = 'verdict loading';
    $('verdict').textContent = 'Reading the archive …';
    $('reload').hidden = true;
    try {
      showArchive(await readArchive());
    } catch (trouble) {
      $('report').hidden = true;
      $('summary').className = 'verdict bad';
      $('verdict').textContent = 'The state of the archive is not known.';
      $('announcement').textContent = `The state of the archive is not known. ${wordsOf(trouble)}`;
      show('explanation', wordsOf(trouble));
      show('asOf', '');
      document.title = 'The state of the archive is not known – Callarchive';
    } finally {
      $('reload').hidden = false;
      $('main').setAttribute('aria-busy', 'false');
    }
  }

  showLegend();
  $('reload').addEventListener('click', load);
  $('backfill').addEventListener('submit', preview);
  $('backfill').addEventListener('input', forgetPreview);
  $('start').addEventListener('click', start);
  load();
})();
