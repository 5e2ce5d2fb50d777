import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { IDENTITY, NARROW, root, standIn, WIDE, windows } from './az-stand-in.mjs';

const script = join(root, 'infra/grant-graph-role.sh');
const OTHER = '99999999-2222-3333-4444-555555555555';
const { tenant, now, folder, run: runIn } = standIn();
const posts = () => now().calls.filter((call) => call.method === 'post');
const pwsh = spawnSync('pwsh', ['-NoProfile', '-Command', '$PSHOME'], { encoding: 'utf8' }).stdout?.trim();

if (!pwsh && process.env.PWSH === 'required') {
  test('PowerShell is there, as PWSH=required says', () => assert.fail('there is no pwsh'));
}

/** The script and its twin: the same options, answers and exit codes. */
const TWINS = [
  { twin: 'bash', skip: windows, command: ['bash', script], option: (word) => word },
  {
    twin: 'PowerShell',
    skip: pwsh ? false : 'there is no pwsh',
    command: [join(pwsh ?? '', 'pwsh'), '-NoProfile', '-File', join(root, 'infra/grant-graph-role.ps1')],
    option: (word) => word.replace(/^--(.)/, (_, first) => `-${first.toUpperCase()}`),
  },
];

for (const { twin, skip, command, option } of TWINS) {
  const run = (_, args, more) => runIn(command, args.map(option), more);
  const check = (name, body) => test(`${twin}: ${name}`, { skip }, body);

  check('the first run grants the narrow role', () => {
    tenant();
    const { code, out } = run(script, ['--identity', IDENTITY]);
    assert.equal(code, 0);
    assert.match(out, /^Granted: .*CallRecord-PstnCalls\.Read\.All/m);
    assert.deepEqual(now().assignments, [{ id: 'assignment-0', principalId: IDENTITY, appRoleId: 'role-narrow' }]);
  });

  check('the second run changes nothing', () => {
    tenant();
    run(script, ['--identity', IDENTITY]);
    const { code, out } = run(script, ['--identity', IDENTITY]);
    assert.equal(code, 0);
    assert.match(out, /^Nothing to do/m);
    assert.equal(posts().length, 1);
  });

  check('the wide role is granted only where it is asked for', () => {
    tenant();
    assert.equal(run(script, ['--identity', IDENTITY, '--role', WIDE]).code, 0);
    assert.deepEqual(now().assignments.map((held) => held.appRoleId), ['role-wide']);
  });

  check('any other role is refused before anything is called', () => {
    tenant();
    const { code, err } = run(script, ['--identity', IDENTITY, '--role', 'User.Read.All']);
    assert.equal(code, 2);
    assert.match(err, /must be CallRecord-PstnCalls\.Read\.All or CallRecords\.Read\.All, not User\.Read\.All/);
    assert.deepEqual(now().calls, []);
  });

  check('a role that this cloud does not have is said, not granted', () => {
    tenant({ roles: { [WIDE]: 'role-wide' } });
    const { code, err } = run(script, ['--identity', IDENTITY]);
    assert.equal(code, 1);
    assert.match(err, /has no role CallRecord-PstnCalls\.Read\.All/);
    assert.equal(posts().length, 0);
  });

  check('who may not grant is told who may', () => {
    tenant({ mayGrant: false });
    const { code, err } = run(script, ['--identity', IDENTITY]);
    assert.equal(code, 4);
    assert.match(err, /Privileged Role Administrator or Global Administrator/);
    assert.match(err, /-print/i);
  });

  check('who may not even read is told so', () => {
    tenant({ mayRead: false });
    for (const args of [[], ['--check']]) {
      assert.equal(run(script, ['--identity', IDENTITY, ...args]).code, 4);
    }
  });

  check('what az says of a missing sign-in is passed on', () => {
    tenant({ signedOut: true });
    const { code, err } = run(script, ['--identity', IDENTITY]);
    assert.equal(code, 1);
    assert.match(err, /az login/);
  });

  check('the identity is found by its name', () => {
    tenant();
    assert.equal(run(script, ['--name', 'id-callarchive']).code, 0);
    assert.equal(now().assignments[0].principalId, IDENTITY);
  });

  check('two identities of one name are not guessed at', () => {
    tenant({ identities: [{ id: IDENTITY, name: 'id-callarchive' }, { id: OTHER, name: 'id-callarchive' }] });
    const { code, err } = run(script, ['--name', 'id-callarchive']);
    assert.equal(code, 1);
    assert.match(err, /several .* use -?-identity/i);
    assert.equal(posts().length, 0);
  });

  check('without options it takes what azd knows', () => {
    tenant();
    assert.equal(run(script, [], { IDENTITY_PRINCIPAL_ID: IDENTITY }).code, 0);
    assert.equal(now().assignments[0].principalId, IDENTITY);
    assert.match(run(script, []).err, /which identity/);
  });

  check('what is not an object id is refused', () => {
    tenant();
    assert.equal(run(script, ['--identity', "x' or 1 eq 1"]).code, 2);
  });

  for (const [cloud, graph] of [
    ['US Government', 'https://graph.microsoft.us'],
    ['US Government DoD', 'https://dod-graph.microsoft.us'],
  ]) {
    check(`${cloud}: Graph is the one that the app is told to ask`, () => {
      tenant({ graph });
      assert.equal(run(script, ['--identity', IDENTITY], { GRAPH_ENDPOINT: `${graph}/beta` }).code, 0);
      assert.equal(posts()[0].resource, graph);
      assert.ok(now().calls.every((call) => call.command !== 'cloud show'));
    });
  }

  check('without a setting Graph is that of the cloud that az is signed in to', () => {
    tenant({ graph: 'https://graph.microsoft.us' });
    assert.equal(run(script, ['--identity', IDENTITY]).code, 0);
    assert.equal(posts()[0].resource, 'https://graph.microsoft.us');
  });

  check('China is refused in words', () => {
    tenant({ graph: 'https://microsoftgraph.chinacloudapi.cn' });
    const { code, err } = run(script, ['--identity', IDENTITY]);
    assert.equal(code, 1);
    assert.match(err, /21Vianet.*does not have the telephony logs/);
  });

  check('a Graph of nobody\'s is refused, and no token asked for it', () => {
    tenant();
    assert.equal(run(script, ['--identity', IDENTITY, '--graph', 'https://graph.example.com']).code, 2);
    assert.deepEqual(now().calls, []);
  });

  check('--check tells and changes nothing', () => {
    tenant();
    assert.equal(run(script, ['--check', '--identity', IDENTITY]).code, 3);
    run(script, ['--identity', IDENTITY, '--role', WIDE]);
    assert.equal(run(script, ['--check', '--identity', IDENTITY]).code, 0, 'either role will do');
    assert.equal(run(script, ['--check', '--identity', IDENTITY, '--role', NARROW]).code, 3, 'the asked one will do');
    assert.equal(posts().length, 1);
  });

  check('--print calls nothing, and what it prints grants the role', () => {
    tenant();
    const { code, out } = run(script, ['--print', '--identity', IDENTITY]);
    assert.equal(code, 0);
    assert.deepEqual(now().calls, []);
    const printed = join(folder(), 'printed.sh');
    writeFileSync(printed, out);
    assert.equal(runIn(['bash', printed], []).code, 0);
    assert.deepEqual(now().assignments.map((held) => [held.principalId, held.appRoleId]), [[IDENTITY, 'role-narrow']]);
  });

  const NEW = 'Not Found({"error":{"code":"Request_ResourceNotFound","message":"Resource does not exist"}})';
  const HALF_NEW = 'Bad Request({"error":{"code":"Request_BadRequest","message":"Not a valid reference update."}})';
  const BUSY = 'Too Many Requests({"error":{"code":"TooManyRequests","message":"Too Many Requests"}})';

  check('an identity that Entra ID does not know everywhere yet is waited for', () => {
    tenant({
      troubles: [
        { at: '/appRoleAssignments', times: 2, says: NEW },
        { at: 'post', times: 3, says: HALF_NEW },
        { at: 'organization', times: 1, says: BUSY },
      ],
    });
    const { code, err } = run(script, ['--identity', IDENTITY]);
    assert.equal(code, 0);
    assert.match(err, /yet; trying again for two minutes/);
    assert.deepEqual(now().assignments.map((held) => held.principalId), [IDENTITY]);
  });

  check('a name that Entra ID does not know everywhere yet is waited for', () => {
    tenant({ identities: [] });
    const { code, err } = run(script, ['--name', 'id-callarchive']);
    assert.equal(code, 1);
    assert.match(err, /no managed identity of the name id-callarchive/);
    assert.equal(now().calls.filter(({ url }) => url?.includes('displayName')).length, 13);
  });

  check('an identity that stays unknown is given up after two minutes, with the likeliest reason', () => {
    tenant();
    const { code, err } = run(script, ['--identity', OTHER]);
    assert.equal(code, 1);
    assert.match(err, /no such object\.[^]*the tenant that the subscription of the app belongs to/);
    assert.equal(now().calls.filter(({ url }) => url?.endsWith('/appRoleAssignments')).length, 13);
  });

  check('who only checks does not wait for an identity, but for a busy service', () => {
    tenant({ troubles: [{ at: 'appRoles', times: 2, says: BUSY }, { at: 'appId eq', times: 2, says: BUSY }] });
    const { code } = run(script, ['--check', '--identity', OTHER]);
    assert.equal(code, 1);
    assert.equal(now().calls.filter(({ url }) => url?.endsWith('/appRoleAssignments')).length, 1);
  });

  check('a grant that somebody else has made meanwhile is a grant', () => {
    tenant({ troubles: [{ at: 'post', times: 1, says: 'Bad Request({"error":{"message":"Permission being assigned already exists on the object"}})' }] });
    assert.equal(run(script, ['--identity', IDENTITY]).code, 0);
  });

  check('what no waiting changes is not waited for', () => {
    tenant({ troubles: [{ at: 'post', times: 1, says: 'Bad Request({"error":{"code":"Request_BadRequest","message":"Invalid value"}})' }] });
    const { code, err } = run(script, ['--identity', IDENTITY]);
    assert.equal(code, 1);
    assert.match(err, /cannot grant the role .*Invalid value/);
    assert.equal(posts().length, 1);
  });

  check('it says whose logs will be archived, and goes on where that is not told', () => {
    tenant();
    assert.match(run(script, ['--identity', IDENTITY]).out, /^Tenant: Contoso, contoso\.example\./);
    tenant({ troubles: [{ at: 'organization', times: 99, says: 'Forbidden()' }] });
    const { code, out } = run(script, ['--identity', IDENTITY]);
    assert.equal(code, 0);
    assert.doesNotMatch(out, /Tenant/);
  });

  /** The app that azd knows, whose token has these roles. */
  const APP = { AZURE_FUNCTION_NAME: 'func', AZURE_RESOURCE_GROUP: 'rg', AZURE_FUNCTION_URL: 'https://func.example', IDENTITY_PRINCIPAL_ID: IDENTITY };
  const app = (roles, status = 200) => ({
    url: 'https://func.example',
    key: 'secret-key',
    'GET /api/health': [
      {
        status,
        body: {
          status: status === 200 ? 'pass' : 'fail',
          checks: {
            'graph-role': [{ componentId: 'graph-role', observedValue: [], status: 'pass', output: `the token for Graph holds ${roles}` }],
            'queue archive-pages': [{ componentId: 'queue archive-pages', status: 'fail', output: 'AuthorizationFailure' }],
          },
        },
      },
    ],
  });
  const ASSIGNED = [{ id: 'assignment', principalId: IDENTITY, appRoleId: 'role-narrow' }];

  check("--check tells the roles of the app's token, also where health fails for another reason", () => {
    for (const status of [200, 503]) {
      tenant({ assignments: ASSIGNED, app: app(NARROW, status) });
      const { code, out, err } = run(script, ['--check'], APP);
      assert.equal(code, 0, out + err);
      assert.match(out, /^Assigned: [^]*^Token: what the app holds now has CallRecord-PstnCalls\.Read\.All\.$/m);
      assert.doesNotMatch(out + err, /secret-key/);
    }
  });

  check('--check explains a token that is older than the assignment', () => {
    tenant({ assignments: ASSIGNED, app: app('no role at all; grant CallRecord-PstnCalls.Read.All to the identity', 503) });
    const { code, out } = run(script, ['--check'], APP);
    assert.equal(code, 5);
    assert.match(out, /^Token: what the app holds now has no role at all\.$[^]*older than the assignment[^]*up to a day/m);
  });

  check('--check does not ask the app before the role is assigned: it would fetch a token without it', () => {
    tenant({ app: app('no role at all', 503) });
    const { code, out } = run(script, ['--check'], APP);
    assert.equal(code, 3);
    assert.match(out, /^Not assigned: [^]*was not asked/m);
    assert.ok(now().calls.every(({ url, command }) => !url?.startsWith(APP.AZURE_FUNCTION_URL) && command !== 'functionapp keys list'));
  });

  check('--check says so where there is no app to ask, or none that azd knows', () => {
    tenant({ assignments: ASSIGNED });
    assert.match(run(script, ['--check'], APP).out, /does not run yet/);
    assert.match(run(script, ['--check', '--identity', IDENTITY]).out, /graph-role in its \/api\/health/);
  });

  check('--check signs in to an app that asks for it', () => {
    tenant({ assignments: ASSIGNED, app: { ...app(NARROW), client: 'client' } });
    assert.match(run(script, ['--check'], { ...APP, SIGN_IN_CLIENT_ID: 'client' }).out, /^Token: /m);
  });
}

test('it runs from a pipe, as the deployment says to', { skip: windows }, () => {
  tenant();
  const { code, out } = runIn(['bash', '-s', '--'], ['--identity', IDENTITY, '--graph', 'https://graph.microsoft.com/beta'], {
    input: readFileSync(script, 'utf8'),
  });
  assert.equal(code, 0);
  assert.match(out, /^Granted: /m);
});

