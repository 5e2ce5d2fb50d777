import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = process.env.CALLARCHIVE_ROOT ?? join(here, '../../..');
const script = join(root, 'infra/grant-graph-role.sh');
const hook = join(root, 'infra/hooks/postprovision.sh');

const IDENTITY = '11111111-2222-3333-4444-555555555555';
const OTHER = '99999999-2222-3333-4444-555555555555';
const NARROW = 'CallRecord-PstnCalls.Read.All';
const WIDE = 'CallRecords.Read.All';

const windows = process.platform === 'win32' && 'these are scripts for bash';
let folder;
let tenantFile;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'grant-'));
  tenantFile = join(folder, 'tenant.json');
  mkdirSync(join(folder, 'bin'));
  const az = `#!/bin/sh\nexec '${process.execPath}' '${join(here, 'fake-az.mjs')}' "$@"\n`;
  writeFileSync(join(folder, 'bin/az'), az, { mode: 0o755 });
});

afterEach(() => rmSync(folder, { recursive: true }));

/** What the fake az works on; unlike real ids, these show at a glance what is what. */
function tenant(changes = {}) {
  const whole = {
    graph: 'https://graph.microsoft.com',
    graphObject: 'graph-object',
    roles: { [NARROW]: 'role-narrow', [WIDE]: 'role-wide', 'User.Read.All': 'role-users' },
    identities: [{ id: IDENTITY, name: 'id-callarchive' }],
    assignments: [],
    mayRead: true,
    mayGrant: true,
    calls: [],
    ...changes,
  };
  writeFileSync(tenantFile, JSON.stringify(whole));
}

function run(program, args, { input, ...variables } = {}) {
  const path = [join(folder, 'bin'), '/usr/bin', '/bin'].join(delimiter);
  const done = spawnSync('bash', [program, ...args], {
    encoding: 'utf8',
    input,
    env: { PATH: path, FAKE_TENANT: tenantFile, TMPDIR: folder, ...variables },
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

const now = () => JSON.parse(readFileSync(tenantFile, 'utf8'));
const posts = () => now().calls.filter((call) => call.method === 'post');

test('the first run grants the narrow role', { skip: windows }, () => {
  tenant();
  const { code, out } = run(script, ['--identity', IDENTITY]);
  assert.equal(code, 0);
  assert.match(out, /^Granted: .*CallRecord-PstnCalls\.Read\.All/);
  assert.deepEqual(now().assignments, [{ id: 'assignment-0', principalId: IDENTITY, appRoleId: 'role-narrow' }]);
});

test('it runs from a pipe, as the deployment says to', { skip: windows }, () => {
  tenant();
  const { code, out } = run('-s', ['--', '--identity', IDENTITY, '--graph', 'https://graph.microsoft.com/beta'], {
    input: readFileSync(script, 'utf8'),
  });
  assert.equal(code, 0);
  assert.match(out, /^Granted: /);
});

test('the second run changes nothing', { skip: windows }, () => {
  tenant();
  run(script, ['--identity', IDENTITY]);
  const { code, out } = run(script, ['--identity', IDENTITY]);
  assert.equal(code, 0);
  assert.match(out, /^Nothing to do/);
  assert.equal(posts().length, 1);
});

test('the wide role is granted only where it is asked for', { skip: windows }, () => {
  tenant();
  assert.equal(run(script, ['--identity', IDENTITY, '--role', WIDE]).code, 0);
  assert.deepEqual(now().assignments.map((held) => held.appRoleId), ['role-wide']);
});

test('any other role is refused before anything is called', { skip: windows }, () => {
  tenant();
  const { code, err } = run(script, ['--identity', IDENTITY, '--role', 'User.Read.All']);
  assert.equal(code, 2);
  assert.match(err, /must be CallRecord-PstnCalls\.Read\.All or CallRecords\.Read\.All, not User\.Read\.All/);
  assert.deepEqual(now().calls, []);
});

test('a role that this cloud does not have is said, not granted', { skip: windows }, () => {
  tenant({ roles: { [WIDE]: 'role-wide' } });
  const { code, err } = run(script, ['--identity', IDENTITY]);
  assert.equal(code, 1);
  assert.match(err, /has no role CallRecord-PstnCalls\.Read\.All/);
  assert.equal(posts().length, 0);
});

test('who may not grant is told who may', { skip: windows }, () => {
  tenant({ mayGrant: false });
  const { code, err } = run(script, ['--identity', IDENTITY]);
  assert.equal(code, 4);
  assert.match(err, /Privileged Role Administrator or Global Administrator/);
  assert.match(err, /--print/);
});

test('who may not even read is told so', { skip: windows }, () => {
  tenant({ mayRead: false });
  for (const args of [[], ['--check']]) {
    assert.equal(run(script, ['--identity', IDENTITY, ...args]).code, 4);
  }
});

test('what az says of a missing sign-in is passed on', { skip: windows }, () => {
  tenant({ signedOut: true });
  const { code, err } = run(script, ['--identity', IDENTITY]);
  assert.equal(code, 1);
  assert.match(err, /az login/);
});

test('the identity is found by its name', { skip: windows }, () => {
  tenant();
  assert.equal(run(script, ['--name', 'id-callarchive']).code, 0);
  assert.equal(now().assignments[0].principalId, IDENTITY);
});

test('an identity that is not there is said', { skip: windows }, () => {
  tenant();
  assert.match(run(script, ['--name', 'id-other']).err, /no managed identity of the name id-other/);
  const { code, err } = run(script, ['--identity', OTHER]);
  assert.equal(code, 1);
  assert.match(err, /no such object/);
});

test('two identities of one name are not guessed at', { skip: windows }, () => {
  tenant({ identities: [{ id: IDENTITY, name: 'id-callarchive' }, { id: OTHER, name: 'id-callarchive' }] });
  const { code, err } = run(script, ['--name', 'id-callarchive']);
  assert.equal(code, 1);
  assert.match(err, /several .* use --identity/);
  assert.equal(posts().length, 0);
});

test('without options it takes what azd knows', { skip: windows }, () => {
  tenant();
  assert.equal(run(script, [], { IDENTITY_PRINCIPAL_ID: IDENTITY }).code, 0);
  assert.equal(now().assignments[0].principalId, IDENTITY);
  assert.match(run(script, []).err, /which identity/);
});

test('what is not an object id is refused', { skip: windows }, () => {
  tenant();
  assert.equal(run(script, ['--identity', "x' or 1 eq 1"]).code, 2);
});

for (const [cloud, graph] of [
  ['US Government', 'https://graph.microsoft.us'],
  ['US Government DoD', 'https://dod-graph.microsoft.us'],
]) {
  test(`${cloud}: Graph is the one that the app is told to ask`, { skip: windows }, () => {
    tenant({ graph });
    assert.equal(run(script, ['--identity', IDENTITY], { GRAPH_ENDPOINT: `${graph}/beta` }).code, 0);
    assert.equal(posts()[0].resource, graph);
    assert.ok(now().calls.every((call) => call.command !== 'cloud show'));
  });
}

test('without a setting Graph is that of the cloud that az is signed in to', { skip: windows }, () => {
  tenant({ graph: 'https://graph.microsoft.us' });
  assert.equal(run(script, ['--identity', IDENTITY]).code, 0);
  assert.equal(posts()[0].resource, 'https://graph.microsoft.us');
});

test('China is refused in words', { skip: windows }, () => {
  tenant({ graph: 'https://microsoftgraph.chinacloudapi.cn' });
  const { code, err } = run(script, ['--identity', IDENTITY]);
  assert.equal(code, 1);
  assert.match(err, /21Vianet.*does not have the telephony logs/);
});

test('a Graph of nobody\'s is refused, and no token asked for it', { skip: windows }, () => {
  tenant();
  assert.equal(run(script, ['--identity', IDENTITY, '--graph', 'https://graph.example.com']).code, 2);
  assert.deepEqual(now().calls, []);
});

test('--check tells and changes nothing', { skip: windows }, () => {
  tenant();
  assert.equal(run(script, ['--check', '--identity', IDENTITY]).code, 3);
  run(script, ['--identity', IDENTITY, '--role', WIDE]);
  assert.equal(run(script, ['--check', '--identity', IDENTITY]).code, 0, 'either role will do');
  assert.equal(run(script, ['--check', '--identity', IDENTITY, '--role', NARROW]).code, 3, 'the asked one will do');
  assert.equal(posts().length, 1);
});

test('--print calls nothing, and what it prints grants the role', { skip: windows }, () => {
  tenant();
  const { code, out } = run(script, ['--print', '--identity', IDENTITY]);
  assert.equal(code, 0);
  assert.deepEqual(now().calls, []);
  const printed = join(folder, 'printed.sh');
  writeFileSync(printed, out);
  assert.equal(run(printed, []).code, 0);
  assert.deepEqual(now().assignments.map((held) => [held.principalId, held.appRoleId]), [[IDENTITY, 'role-narrow']]);
});

test('the hook says what to do next, and never fails', { skip: windows }, () => {
  const knows = { IDENTITY_PRINCIPAL_ID: IDENTITY, IDENTITY_NAME: 'id-callarchive' };
  for (const trouble of [{}, { mayRead: false }, { signedOut: true }, { identities: [] }]) {
    tenant(trouble);
    const { code, out } = run(hook, [], knows);
    assert.equal(code, 0);
    assert.match(out, /id-callarchive.*status 403[^]*grant-graph-role\.sh --print/);
    assert.equal(posts().length, 0);
  }
});

test('the hook is short where the role is granted', { skip: windows }, () => {
  tenant();
  run(script, ['--identity', IDENTITY]);
  const { code, out } = run(hook, [], { IDENTITY_PRINCIPAL_ID: IDENTITY });
  assert.equal(code, 0);
  assert.doesNotMatch(out, /status 403/);
});

test('the hook does not fail where there is no az', { skip: windows }, () => {
  tenant();
  symlinkSync('/bin/bash', join(folder, 'bash'));
  symlinkSync('/usr/bin/dirname', join(folder, 'dirname'));
  symlinkSync('/bin/cat', join(folder, 'cat'));
  const { code, out, err } = run(hook, [], { PATH: folder, IDENTITY_PRINCIPAL_ID: IDENTITY });
  assert.equal(code, 0);
  assert.match(err, /the Azure CLI \(az\) is not installed/);
  assert.match(out, /grant-graph-role\.sh --print/);
});

test('the hook says last whether anybody is told when something goes wrong', { skip: windows }, () => {
  tenant();
  run(script, ['--identity', IDENTITY]);
  assert.match(run(hook, [], { IDENTITY_PRINCIPAL_ID: IDENTITY }).out, /NOBODY IS TOLD[^]*azd env set ALERT_EMAIL [^]*$/);
  for (const receiver of ['ALERT_EMAIL', 'ALERT_WEBHOOK', 'ALERT_ACTION_GROUP_ID']) {
    assert.doesNotMatch(run(hook, [], { IDENTITY_PRINCIPAL_ID: IDENTITY, [receiver]: 'somebody' }).out, /NOBODY/);
  }
});
