import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { readFileSync } from 'node:fs';
import { IDENTITY, NARROW, root, standIn, windows } from './az-stand-in.mjs';

const { tenant, now, folder, run } = standIn();
const hook = (name) => ['sh', join(root, 'infra/hooks', `${name}.sh`)];
const check = (name, body) => test(name, { skip: windows }, body);
const KNOWS = { IDENTITY_PRINCIPAL_ID: IDENTITY, IDENTITY_NAME: 'id-callarchive', ALERT_EMAIL: 'operator@contoso.example', GRANT_REST_SECONDS: '0' };
const posts = () => now().calls.filter((call) => call.method === 'post');

test('azd shows what the hooks say, and stops where they fail', () => {
  const { hooks } = parse(readFileSync(join(root, 'infra/azure.yaml'), 'utf8'));
  for (const platforms of Object.values(hooks)) {
    for (const { interactive, continueOnError } of Object.values(platforms)) {
      assert.equal(interactive, true);
      assert.equal(continueOnError, undefined);
    }
  }
});

// Before anything is made

const before = (variables) => run(hook('preprovision'), [], { AZURE_LOCATION: 'eastus', AZURE_SUBSCRIPTION_ID: 'subscription', ...variables });

check('the right tenant, region and cloud pass, and it is said whose logs will be archived', () => {
  tenant();
  const { code, out } = before();
  assert.equal(code, 0);
  assert.equal(out, "Tenant: Contoso. The app archives the logs of its Teams, and of no other's.\n");
});

check('a region without Flex Consumption is refused, with those that have it', () => {
  tenant();
  const { code, err } = before({ AZURE_LOCATION: 'brazilsoutheast' });
  assert.equal(code, 1);
  assert.match(err, /^brazilsoutheast has no Flex Consumption\. These have: westeurope eastus/);
});

check("a tenant without Teams is refused, unless it is said to be right", () => {
  tenant({ plans: ['EXCHANGE_S_ENTERPRISE'] });
  const { code, err } = before();
  assert.equal(code, 1);
  assert.match(err, /^Contoso has no licence of Teams.*must belong to the tenant whose Teams it is/);
  assert.equal(before({ TENANT_WITHOUT_TEAMS: 'true' }).code, 0);
});

check('licences of GCC High and DoD are licences of Teams', () => {
  for (const plan of ['TEAMS_GOV', 'TEAMS_AR_GCCHIGH', 'TEAMS_AR_DOD', 'MCOEV_GOV']) {
    tenant({ plans: [plan] });
    assert.equal(before().code, 0);
  }
});

check('the Graph of another cloud is refused', () => {
  tenant({ cloud: 'AzureUSGovernment' });
  assert.match(before().err, /GCC \(moderate\)[^]*GCC High: azd env set GRAPH_ENDPOINT https:\/\/graph\.microsoft\.us\/beta/);
  tenant({ cloud: 'AzureUSGovernment', graph: 'https://dod-graph.microsoft.us' });
  assert.equal(before({ GRAPH_ENDPOINT: 'https://dod-graph.microsoft.us/beta' }).code, 0);
  tenant();
  const { code, err } = before({ GRAPH_ENDPOINT: 'https://graph.microsoft.us/beta' });
  assert.equal(code, 1);
  assert.match(err, /worldwide cloud, and GRAPH_ENDPOINT \(https:\/\/graph\.microsoft\.us\/beta\) in US Government/);
});

check('what cannot be looked up is said, and is no reason to stop', () => {
  for (const trouble of [{ signedOut: true }, { subscriptionTenant: 'another' }, { mayRead: false }]) {
    tenant(trouble);
    const { code, out } = before();
    assert.equal(code, 0, JSON.stringify(trouble));
    assert.match(out, /^Not checked: .*az login --tenant/m);
  }
  tenant({ locations: [], plans: [] });
  const { code, out } = before();
  assert.equal(code, 0);
  assert.match(out, /Not checked: whether the region has[^]*Not checked: whether the tenant has Teams/);
});

check('before azd has asked for a region there is none to look at', () => {
  tenant();
  assert.equal(before({ AZURE_LOCATION: '' }).code, 0);
  assert.ok(now().calls.every(({ command }) => !command.startsWith('functionapp')));
});

// The role, before there is an app

const granting = (variables) => run(hook('postprovision'), [], { ...KNOWS, ...variables });

check('who may grant has granted when the app comes', () => {
  tenant();
  const { code, out } = granting();
  assert.equal(code, 0);
  assert.deepEqual(now().assignments.map(({ appRoleId }) => appRoleId), ['role-narrow']);
  assert.match(out, /^Granted: .*CallRecord-PstnCalls\.Read\.All[^]*A minute for Entra ID/m);
});

check('the second time nothing is granted, and nothing is waited for', () => {
  tenant();
  granting();
  const { code, out } = granting({ GRANT_REST_SECONDS: '999' });
  assert.equal(code, 0);
  assert.match(out, /^Nothing to do/m);
  assert.equal(posts().length, 1);
});

check('where nobody may grant, azd up ends before the app, with what the administrator pastes', () => {
  for (const trouble of [{ mayGrant: false }, { mayRead: false }, { signedOut: true }]) {
    tenant(trouble);
    const { code, out } = granting();
    assert.equal(code, 1, JSON.stringify(trouble));
    assert.match(out, /^STOPPED before the app is deployed, because its identity id-callarchive has no role/m);
    assert.match(out, /Then: azd up/);
    tenant();
    const pasted = out.slice(out.indexOf('graph='), out.indexOf('\n\nThen:'));
    assert.equal(run(['bash', '-c', pasted], []).code, 0);
    assert.deepEqual(now().assignments.map(({ principalId }) => principalId), [IDENTITY], NARROW);
  }
});

check('after the administrator has done it, azd up goes on', () => {
  tenant({ mayGrant: false, assignments: [{ id: 'a', principalId: IDENTITY, appRoleId: 'role-narrow' }] });
  assert.equal(granting().code, 0);
});

check('who cannot see the grant takes the administrator at their word', () => {
  tenant({ mayRead: false });
  const { code, out } = granting({ GRAPH_ROLE_GRANTED: 'true' });
  assert.equal(code, 0);
  assert.match(out, /says GRAPH_ROLE_GRANTED/);
});

check('without az the app is not deployed either', () => {
  tenant();
  for (const program of ['bash', 'dirname', 'cat', 'mktemp', 'sh']) symlinkSync(`/bin/${program}`, join(folder(), program));
  const { code, out, err } = granting({ PATH: folder() });
  assert.equal(code, 1);
  assert.match(err, /the Azure CLI \(az\) is not installed/);
  assert.match(out, /STOPPED/);
});

check('a preview provisions nothing, and nothing is granted', () => {
  tenant();
  const { code, out } = granting({ IDENTITY_PRINCIPAL_ID: '' });
  assert.equal(code, 0);
  assert.match(out, /Nothing was provisioned/);
  assert.deepEqual(now().calls, []);
});

check('it is said whether anybody is told when something goes wrong', () => {
  tenant();
  assert.match(granting({ ALERT_EMAIL: '' }).out, /NOBODY IS TOLD[^]*azd env set ALERT_EMAIL/);
  for (const receiver of ['ALERT_EMAIL', 'ALERT_WEBHOOK', 'ALERT_ACTION_GROUP_ID']) {
    assert.doesNotMatch(granting({ ALERT_EMAIL: '', [receiver]: 'somebody' }).out, /NOBODY/);
  }
});
