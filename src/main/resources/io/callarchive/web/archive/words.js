// Numbers, instants and dates as words. Dates are YYYY-MM-DD, counted in days since 1970-01-01 UTC.

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY_MILLIS = 86_400_000;
const DOCUMENTS = 'https://github.com/callarchive/callarchive/blob/main/infra/docs';

const number = (value) => Number(value).toLocaleString('en');
const count = (value, one, many) => `${number(value)} ${value === 1 ? one : many}`;
const days = (value) => count(value, 'day', 'days');
const isNumber = (value) => typeof value === 'number' && Number.isFinite(value);
const known = (value) => value !== null && value !== undefined && value !== '';
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

const isDate = (text) => /^\d{4}-\d\d-\d\d$/.test(text) && Number.isFinite(Date.parse(text));
const dayNumber = (text) => Date.parse(text) / DAY_MILLIS;
const dateOf = (value) => new Date(value * DAY_MILLIS).toISOString().slice(0, 10);
const weekday = (value) => (((value + 3) % 7) + 7) % 7;
