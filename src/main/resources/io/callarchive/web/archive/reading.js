// The archive as the app tells it, part by part.

const MOST_PARTS = 100;
const MOST_DAYS = 4000;

let readingMillis = 0;

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
      const whole = logs.get(name) ?? { ...log, name, files: String(part.files), byDate: new Map() };
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
    orders: parts[0].orders ?? [],
    holds: parts[0].holds ?? [],
    atRisk: [...risks.values()].sort((a, b) => a.deletedInDays - b.deletedInDays),
  };
}
