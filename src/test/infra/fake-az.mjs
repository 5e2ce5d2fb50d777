// The Azure CLI as far as grant-graph-role.sh uses it, over a tenant in the JSON file FAKE_TENANT. Each call is noted
// there. What it does not know it refuses, so that the script cannot come to depend on an invention of this file.
import { readFileSync, writeFileSync } from 'node:fs';

const GRAPH_APP = '00000003-0000-0000-c000-000000000000';
const file = process.env.FAKE_TENANT;
const tenant = JSON.parse(readFileSync(file, 'utf8'));
const words = process.argv.slice(2);

function fail(message) {
  process.stderr.write(`ERROR: ${message}\n`);
  process.exit(1);
}

function answer(value) {
  process.stdout.write([value ?? ''].flat().join('\n') + '\n');
  process.exit(0);
}

const options = Object.fromEntries(
  words.flatMap((word, i) => (word.startsWith('--') ? [[word.slice(2), words[i + 1]]] : [])),
);
tenant.calls.push({ command: words.slice(0, 2).join(' '), ...options });
writeFileSync(file, JSON.stringify(tenant));

if (words.join(' ').startsWith('cloud show ')) {
  answer(tenant.graph + '/');
}
if (words[0] !== 'rest' || options.output !== 'tsv') {
  fail(`the fake az does not know: ${words.join(' ')}`);
}
if (tenant.signedOut) {
  fail("Please run 'az login' to setup account.");
}
if (options.resource !== tenant.graph || !options.url.startsWith(`${tenant.graph}/v1.0/`)) {
  fail(`no token for ${options.resource}`);
}

const path = options.url.slice(`${tenant.graph}/v1.0/`.length).split('?')[0];
const filter = /[?&]\$filter=displayName eq '(.*)'$/.exec(options.url)?.[1];
const denied = 'Forbidden({"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation."}})';

if (options.method === 'post') {
  if (!tenant.mayGrant) fail(denied);
  if (path !== `servicePrincipals/${tenant.graphObject}/appRoleAssignedTo`) fail(`the fake az does not know: POST ${path}`);
  const { principalId, resourceId, appRoleId } = JSON.parse(options.body);
  if (resourceId !== tenant.graphObject || !Object.values(tenant.roles).includes(appRoleId)) {
    fail('Bad Request({"error":{"code":"Request_BadRequest"}})');
  }
  tenant.assignments.push({ id: `assignment-${tenant.assignments.length}`, principalId, appRoleId });
  writeFileSync(file, JSON.stringify(tenant));
  answer(tenant.assignments.at(-1).id);
}
if (!tenant.mayRead) fail(denied);

if (path === `servicePrincipals(appId='${GRAPH_APP}')`) {
  const role = /^appRoles\[\?value=='([\w.-]+)'\]\.id \| \[0\]$/.exec(options.query)?.[1];
  if (role) answer(tenant.roles[role]);
  if (options.query === 'id') answer(tenant.graphObject);
}
if (path === 'servicePrincipals' && options.query === "value[?servicePrincipalType=='ManagedIdentity'].id") {
  answer(tenant.identities.filter((identity) => identity.name === filter).map((identity) => identity.id));
}
const principal = /^servicePrincipals\/([\w-]+)\/appRoleAssignments$/.exec(path)?.[1];
const appRole = /^value\[\?appRoleId=='([\w-]+)'\]\.id \| \[0\]$/.exec(options.query)?.[1];
if (principal && appRole) {
  if (!tenant.identities.some((identity) => identity.id === principal)) {
    fail(`Not Found({"error":{"code":"Request_ResourceNotFound","message":"Resource '${principal}' does not exist"}})`);
  }
  answer(tenant.assignments.find((held) => held.principalId === principal && held.appRoleId === appRole)?.id);
}
fail(`the fake az does not know: ${words.join(' ')}`);
