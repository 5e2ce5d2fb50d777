import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { IDENTITY, root, standIn, windows } from './az-stand-in.mjs';

const { tenant, now, run } = standIn();
const GROUP = '22222222-2222-3333-4444-555555555555';
const KNOWS = { AZURE_FUNCTION_URL: 'https://func.azurewebsites.example', IDENTITY_PRINCIPAL_ID: IDENTITY };
const signIn = (args, variables = {}) => run(['bash', join(root, 'infra/sign-in.sh')], args, { ...KNOWS, ...variables });
const check = (name, body) => test(name, { skip: windows }, body);

const NEW = 'Not Found({"error":{"code":"Request_ResourceNotFound","message":"Resource does not exist"}})';

check('an application without a secret, that only the named callers may sign in to', () => {
  tenant();
  const { code, out, err } = signIn(['--caller', 'alice@contoso.example', '--caller', GROUP]);
  assert.equal(code, 0, out + err);
  const { applications, principals, assignments } = now();
  const [application] = applications;
  assert.equal(applications.length, 1);
  assert.equal(application.options['web-redirect-uris'], 'https://func.azurewebsites.example/.auth/login/aad/callback');
  assert.equal(application.options['sign-in-audience'], 'AzureADMyOrg');
  assert.deepEqual(application.federated, [
    {
      name: 'callarchive',
      issuer: 'https://login.microsoftonline.com/tenant/v2.0',
      subject: IDENTITY,
      audiences: ['api://AzureADTokenExchange'],
    },
  ]);
  assert.equal(principals[0].appRoleAssignmentRequired, true);
  assert.deepEqual(assignments.map(({ principalId }) => principalId), ['object-of-alice', GROUP]);
  assert.deepEqual([...new Set(assignments.map(({ appRoleId }) => appRoleId))], application.appRoles.map(({ id }) => id));
});

check('the Azure CLI may ask for a token for it, in the form that the app takes', () => {
  tenant();
  signIn(['--caller', GROUP]);
  const { api } = now().applications[0];
  assert.equal(api.requestedAccessTokenVersion, 2);
  assert.deepEqual(api.preAuthorizedApplications, [
    { appId: '04b07795-8ddb-461a-bbee-02f9e1bf7b46', delegatedPermissionIds: [api.oauth2PermissionScopes[0].id] },
  ]);
});

check('the end says how to switch it on, and how a program calls then', () => {
  tenant();
  const { out } = signIn(['--caller', GROUP]);
  assert.match(out, /azd env set SIGN_IN_CLIENT_ID client-0 && azd provision/);
  assert.match(out, /token=\$\(az account get-access-token --resource client-0 [^]*Authorization: Bearer \$token[^]*x-functions-key[^]*func\.azurewebsites\.example\/api\/health/);
});

check('the second time nothing is made twice, and a caller can be added', () => {
  tenant();
  signIn(['--caller', GROUP]);
  const { code, out } = signIn(['--caller', GROUP, '--caller', 'alice@contoso.example']);
  assert.equal(code, 0);
  assert.match(out, /May call already: 2222[^]*May call: alice/);
  const { applications, principals, assignments } = now();
  assert.deepEqual([applications.length, applications[0].federated.length, principals.length, assignments.length], [1, 1, 1, 2]);
});

check('a run that broke off is finished by the next', () => {
  for (const at of ['federated-credential create', 'preAuthorizedApplications', 'sp create', 'sp update', 'appRoleAssignedTo']) {
    tenant({ troubles: [{ at, times: 1, says: 'Internal Server Error()' }] });
    if (at !== 'preAuthorizedApplications') assert.equal(signIn(['--caller', GROUP]).code, 1, at);
    const { code, err } = signIn(['--caller', GROUP]);
    assert.equal(code, 0, at + err);
    const { applications, principals, assignments } = now();
    assert.deepEqual([applications.length, applications[0].federated.length, principals.length, assignments.length], [1, 1, 1, 1], at);
  }
});

check('what Entra ID does not know everywhere yet is waited for', () => {
  tenant({
    troubles: [
      { at: 'patch', times: 2, says: NEW },
      { at: 'federated-credential list', times: 2, says: NEW },
      { at: 'sp create', times: 2, says: NEW },
      { at: 'appRoleAssignedTo', times: 2, says: NEW },
    ],
  });
  const { code, err } = signIn(['--caller', GROUP]);
  assert.equal(code, 0, err);
  assert.equal(now().assignments.length, 1);
});

check('without a caller nothing is made: the sign-in would lock everybody out', () => {
  tenant();
  const { code, err } = signIn([]);
  assert.equal(code, 2);
  assert.match(err, /who may call\?/);
  assert.deepEqual(now().calls, []);
});

check('a caller who does not exist is said', () => {
  tenant();
  const { code, err } = signIn(['--caller', 'bob@contoso.example']);
  assert.equal(code, 1);
  assert.match(err, /there is no user bob@contoso\.example/);
});

check('who may not make applications is told what Graph says', () => {
  tenant({ mayGrant: false });
  const { code, err } = signIn(['--caller', GROUP]);
  assert.equal(code, 1);
  assert.match(err, /Insufficient privileges/);
});

check('two applications of one name are not guessed at', () => {
  tenant({ applications: [{ appId: 'a', displayName: 'Callarchive' }, { appId: 'b', displayName: 'Callarchive' }] });
  assert.match(signIn(['--caller', GROUP]).err, /several applications of the name Callarchive/);
});

check('in US Government the issuer and the audience are those of its cloud', () => {
  tenant({ cloud: 'AzureUSGovernment', graph: 'https://graph.microsoft.us' });
  assert.equal(signIn(['--caller', GROUP]).code, 0);
  const [credential] = now().applications[0].federated;
  assert.equal(credential.issuer, 'https://login.microsoftonline.us/tenant/v2.0');
  assert.deepEqual(credential.audiences, ['api://AzureADTokenExchangeUSGov']);
});

check('wrong arguments are refused before anything is called', () => {
  tenant();
  for (const args of [['--caller'], ['--url', 'http://func.example', '--caller', GROUP], ['--identity', 'x', '--caller', GROUP], ['--who']]) {
    assert.equal(signIn(args).code, 2, args.join(' '));
  }
  assert.deepEqual(now().calls, []);
});
