// What the app says of itself: whether it has what it needs, when it runs, and which version it is.

const VERDICTS = new Map([
  ['pass', { words: 'The app has all that it needs.', tone: null }],
  ['warn', { words: 'Somebody should look at the app', tone: 'watch' }],
  ['fail', { words: 'The app does not work as it must', tone: 'bad' }],
]);

/** What the app has beside this page. */
const beside = (name) => new URL(page.pathname.replace(/archive\/?$/i, name), page.origin);

/** With the key, which stands in no link of the page. */
function openBeside(event) {
  event.preventDefault();
  const url = beside(event.currentTarget.getAttribute('href'));
  if (key !== null) {
    url.searchParams.set('code', key);
  }
  location.assign(url);
}

/** Beside the page's own address; a failing app answers 503, and says why. */
async function readHealth() {
  const url = beside('health');
  try {
    return await ask(url, {}, [503]);
  } catch {
    return {};
  }
}

function healthWords(health) {
  const wrong = Object.entries(health.checks ?? {})
    .flatMap(([name, checks]) => (Array.isArray(checks) ? checks : []).map((check) => ({ name, ...check })))
    .filter((check) => check.status === health.status && check.status !== 'pass')
    .map((check) => `${check.name}: ${check.output}`);
  const { words } = VERDICTS.get(health.status);
  return wrong.length === 0 ? words : `${words}: ${sentence(wrong.join('; '))}`;
}

/** In UTC, and as a clock beside the reader shows it. */
function bothClocks(text) {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? String(text)
    : `${instant(time.toISOString())} (${time.toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' })} here)`;
}

function aboutWords(health) {
  const parts = [];
  if (known(health.lastRun)) {
    parts.push(`The newest night began ${bothClocks(health.lastRun)}`);
  }
  if (known(health.nextRun)) {
    parts.push(`${parts.length > 0 ? 'the' : 'The'} next is due ${bothClocks(health.nextRun)}`);
  }
  const version = known(health.version)
    ? `Version ${health.version}${known(health.commit) ? ` (${health.commit})` : ''}.` : '';
  const tenant = known(health.tenant) ? `Tenant ${health.tenant}.` : '';
  return [parts.length > 0 ? `${parts.join(', ')}.` : '', tenant, version].filter((text) => text !== '').join(' ');
}

async function showHealth() {
  const health = await readHealth();
  if (!VERDICTS.has(health.status)) {
    return;
  }
  show('health', healthWords(health));
  show('about', aboutWords(health));
  const { tone } = VERDICTS.get(health.status);
  if (tone === 'bad' || (tone === 'watch' && $('summary').classList.contains('good'))) {
    $('summary').className = `verdict ${tone}`;
  }
}
