import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root, standIn, windows } from './az-stand-in.mjs';

const { tenant, now, folder, run } = standIn();
const URL_OF_APP = 'https://func.example';
const KNOWS = { AZURE_FUNCTION_NAME: 'func', AZURE_RESOURCE_GROUP: 'rg', AZURE_FUNCTION_URL: URL_OF_APP };
const firstDay = (args = [], variables = {}) => run(['bash', join(root, 'infra/first-day.sh')], args, { ...KNOWS, ...variables });
const check = (name, body) => test(name, { skip: windows }, body);

const one = (componentId, status, output) => [{ componentId, observedValue: [], status, output, time: '2026-11-27T00:00:00Z' }];
const health = (checks, status = 'warn') => ({
  status: status === 'fail' ? 503 : 200,
  body: { status, version: '1', nextRun: '2026-11-28T03:30:00Z', checks },
});
const WELL = health({ 'graph-role': one('graph-role', 'pass', 'the token for Graph holds CallRecords.Read.All') });
const REACHES_NOTHING = health({ 'container call-logs': one('container call-logs', 'fail', 'AuthorizationPermissionMismatch: "wait"') }, 'fail');
const MISSES_DAYS = health({ 'log sms': one('log sms', 'fail', '3 days failed') }, 'fail');
const OLD_TOKEN = health({ 'graph-role': one('graph-role', 'fail', 'the token for Graph holds no role at all; grant it') }, 'fail');
const NOT_STARTED = { status: 503, body: '<html>starting</html>' };
const archive = (...days) => ({ body: { logs: days.map(([log, day]) => ({ log, days: [day] })) } });
const ARCHIVED = archive(['sms', { state: 'provisional', rows: 407 }], ['pstn', { state: 'settled', rows: 0 }]);
const ON_ITS_WAY = archive(['sms', { state: 'in-progress' }], ['pstn', { state: 'provisional', rows: 0 }]);
const FAILED = archive(['sms', { state: 'failed', trouble: { message: 'Forbidden' } }], ['pstn', { state: 'provisional', rows: 0 }]);

const app = (changes = {}) => ({
  url: URL_OF_APP,
  key: 'secret-key',
  'GET /api/health': [WELL],
  'POST /api/backfill': [{ status: 202, body: { order: 'o' } }],
  'GET /api/archive': [ARCHIVED],
  ...changes,
});
const orders = () => now().calls.filter(({ method }) => method === 'post');

check('yesterday is ordered and archived, and the end says how the app is and when it is next at work', () => {
  tenant({ app: app({ 'GET /api/health': [NOT_STARTED, REACHES_NOTHING, WELL], 'GET /api/archive': [ON_ITS_WAY, ON_ITS_WAY, ARCHIVED] }) });
  const { code, out, err } = firstDay();
  assert.equal(code, 0, out + err);
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  assert.deepEqual(orders().map(({ body }) => JSON.parse(body)), [{ from: day, to: day }]);
  assert.match(out, /container call-logs: AuthorizationPermissionMismatch/);
  assert.match(out, /  sms {13}in-progress\n  pstn {12}provisional, 0 rows\n\n  sms {13}provisional, 407 rows\n/);
  assert.match(out, new RegExp(`Archived: ${day}\\.`));
  assert.match(out, /Health: {6}warn, https:\/\/func\.example\/api\/health\nStatus page: https:\/\/func\.example\/api\/archive\?code=<key>/);
  assert.match(out, /Next night: {2}2026-11-28T03:30:00Z\n$/);
});

check('the key is in no output, on no command line, and in no file afterwards', () => {
  tenant({ app: app() });
  const { out, err } = firstDay();
  assert.doesNotMatch(out + err, /secret-key/);
  assert.ok(now().calls.every((call) => !JSON.stringify(call).includes('secret-key')));
  assert.deepEqual(readdirSync(folder()).filter((file) => file.startsWith('tmp.')), []);
});

check('an app that misses days of long ago is well enough for yesterday', () => {
  tenant({ app: app({ 'GET /api/health': [MISSES_DAYS] }) });
  const { code, out } = firstDay();
  assert.equal(code, 0);
  assert.match(out, /Health: {6}fail/);
});

check('an app that is silent at the end has archived the day all the same', () => {
  tenant({ app: app({ 'GET /api/health': [WELL, NOT_STARTED] }) });
  const { code, out } = firstDay();
  assert.equal(code, 0);
  assert.match(out, /Health: {6}no answer, [^]*Next night: {2}unknown/);
});

check('a day that is there already, or ordered already, is as good', () => {
  tenant({ app: app({ 'POST /api/backfill': [{ status: 400, body: { title: 'no day is left' } }] }) });
  assert.equal(firstDay().code, 0);
});

check('an order that is refused for another reason is said', () => {
  tenant({ app: app({ 'POST /api/backfill': [{ status: 503, body: { title: 'could not be written into the journal' } }] }) });
  const { code, err } = firstDay();
  assert.equal(code, 1);
  assert.match(err, /cannot order .*could not be written into the journal/);
});

check('a day that is not archived in time is no success', () => {
  for (const stays of [ON_ITS_WAY, FAILED]) {
    tenant({ app: app({ 'GET /api/archive': [stays] }) });
    const { code, err } = firstDay(['--minutes', '1']);
    assert.equal(code, 3);
    assert.match(err, /is not archived yet/);
  }
  assert.match(firstDay(['--minutes', '1']).out, /sms +failed: Forbidden/);
});

check('an answer without any log is no archived day', () => {
  tenant({ app: app({ 'GET /api/archive': [archive()] }) });
  assert.equal(firstDay(['--minutes', '1']).code, 3);
});

check('an app that does not get well is no success, and gets no order', () => {
  for (const stays of [NOT_STARTED, REACHES_NOTHING]) {
    tenant({ app: app({ 'GET /api/health': [stays] }) });
    assert.equal(firstDay(['--minutes', '1']).code, 3);
    assert.equal(orders().length, 0);
  }
});

check('a token without the role is explained at once: waiting is of no use', () => {
  tenant({ app: app({ 'GET /api/health': [OLD_TOKEN] }) });
  const { code, err } = firstDay();
  assert.equal(code, 4);
  assert.match(err, /older than the grant[^]*up to a day/);
  assert.equal(orders().length, 0);
});

check('an app that has not started gives no keys yet', () => {
  tenant({ app: app(), troubles: [{ at: 'keys list', times: 3, says: '(BadRequest) ServiceUnavailable from host runtime' }] });
  assert.equal(firstDay().code, 0);
  tenant({ app: app({ key: '' }) });
  const { code, err } = firstDay(['--minutes', '1']);
  assert.equal(code, 1);
  assert.match(err, /gives no function keys/);
});

check('without waiting the day is ordered, and no more', () => {
  for (const [args, variables] of [[['--no-wait'], {}], [[], { FIRST_DAY_MINUTES: '0' }]]) {
    tenant({ app: app({ 'GET /api/health': [NOT_STARTED, WELL], 'GET /api/archive': [ON_ITS_WAY] }) });
    const { code, out } = firstDay(args, variables);
    assert.equal(code, 0);
    assert.match(out, /^Ordered: .* Not waited for\.$/m);
    assert.equal(orders().length, 1);
  }
});

check('an app that asks for a sign-in gets one', () => {
  tenant({ app: app({ client: 'client' }) });
  assert.equal(firstDay([], { SIGN_IN_CLIENT_ID: 'client' }).code, 0);
});

check('wrong arguments are refused in words', () => {
  tenant({ app: app() });
  for (const args of [['--minutes', 'soon'], ['--minutes'], ['--often'], ['--minutes', '99999']]) {
    assert.equal(firstDay(args).code, 2, args.join(' '));
  }
  assert.equal(firstDay([], { AZURE_FUNCTION_NAME: '' }).code, 2);
  assert.match(firstDay(['--help']).out, /^usage: first-day\.sh/);
  assert.deepEqual(now().calls, []);
});

check('it runs from a pipe, as the button says to, where azd knows nothing', () => {
  tenant({ app: app() });
  const input = readFileSync(join(root, 'infra/first-day.sh'), 'utf8');
  const { code, out, err } = run(['bash', '-s', '--'], ['--app', 'func', '--group', 'rg'], { input });
  assert.equal(code, 0, out + err);
  assert.match(out, /^Archived: /m);
});
