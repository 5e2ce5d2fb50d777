// The Azure CLI as far as the scripts of infra/ use it, over a tenant in the JSON file FAKE_TENANT. Each call is noted
// there. Queries are JMESPath's, and tsv is printed as the CLI prints it. What it does not know it refuses, so that no
// script can come to depend on an invention of this file.
import { readFileSync, writeFileSync } from 'node:fs';
import jmespath from 'jmespath';

const GRAPH_APP = '00000003-0000-0000-c000-000000000000';
const file = process.env.FAKE_TENANT;
const tenant = JSON.parse(readFileSync(file, 'utf8'));
const words = process.argv.slice(2);
const save = () => writeFileSync(file, JSON.stringify(tenant));

function fail(message) {
  save();
  process.stderr.write(`ERROR: ${message}\n`);
  process.exit(1);
}

const unknown = () => fail(`the fake az does not know: ${words.join(' ')}`);

/** As azure-cli's TsvOutput: a line for each element of a list, a row's elements between tabs, null as None. */
function tsv(value) {
  const cell = (one) =>
    Array.isArray(one) ? String(one.length) : one === null ? 'None' : typeof one === 'object' ? '' : String(one);
  const rows = Array.isArray(value) ? value : [value];
  return rows
    .map((row) => (row !== null && typeof row === 'object' ? Object.values(row).map(cell).join('\t') : cell(row)) + '\n')
    .join('');
}

function answer(value) {
  save();
  const found = options.query ? jmespath.search(value, options.query) : value;
  if (found !== null && options.output !== 'none') {
    process.stdout.write(options.output === 'tsv' ? tsv(found) : JSON.stringify(found, null, 2) + '\n');
  }
  process.exit(0);
}

const error = (status, code, message) => fail(`${status}(${JSON.stringify({ error: { code, message } })})`);
const denied = () => error('Forbidden', 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
const missing = (id) => error('Not Found', 'Request_ResourceNotFound', `Resource '${id}' does not exist`);

/** `--name value`, or several values, which az takes for lists. */
const options = {};
for (let i = 0; i < words.length; i += 1) {
  if (words[i].startsWith('--')) {
    const values = [];
    while (i + 1 < words.length && !words[i + 1].startsWith('--')) values.push(words[(i += 1)]);
    options[words[i - values.length].slice(2)] = values.length > 1 ? values : (values[0] ?? true);
  }
}
const read = (value) => (typeof value === 'string' && value.startsWith('@') ? readFileSync(value.slice(1), 'utf8') : value);
const command = words.slice(0, words.findIndex((word) => word.startsWith('--')) >>> 0).join(' ');
tenant.calls.push({ command, ...options, body: read(options.body) });

const trouble = (tenant.troubles ?? []).find(({ at, times }) => times > 0 && words.join(' ').includes(at));
if (trouble) {
  trouble.times -= 1;
  fail(trouble.says);
}

if (command === 'cloud show') {
  const activeDirectory = tenant.cloud === 'AzureCloud' ? 'https://login.microsoftonline.com' : 'https://login.microsoftonline.us';
  answer({ name: tenant.cloud, endpoints: { activeDirectory, microsoftGraphResourceId: tenant.graph + '/' } });
}
if (tenant.signedOut) fail("Please run 'az login' to setup account.");
if (command === 'account show') answer({ id: options.subscription ?? 'subscription', tenantId: tenant.subscriptionTenant });
if (command === 'functionapp list-flexconsumption-locations') answer(tenant.locations.map((name) => ({ name })));
if (command === 'functionapp show') answer({ defaultHostName: tenant.app.url.replace('https://', '') });
if (command === 'functionapp keys list') {
  if (!tenant.app?.key) fail('(BadRequest) Encountered an error (ServiceUnavailable) from host runtime.');
  answer({ functionKeys: { default: tenant.app.key }, masterKey: 'never to be used', systemKeys: {} });
}
if (command.startsWith('ad ')) directory();
if (command !== 'rest') unknown();

const url = String(options.url);


/** az ad … */
function directory() {
  const app = tenant.applications.find(({ appId }) => appId === options.id);
  const principal = tenant.principals.find(({ appId }) => appId === options.id);
  switch (command) {
    case 'ad app list':
      return answer(tenant.applications.filter(({ displayName }) => displayName === options['display-name']));
    case 'ad app create': {
      if (!tenant.mayGrant) denied();
      const made = { appId: `client-${tenant.applications.length}`, displayName: options['display-name'] };
      tenant.applications.push({ ...made, options, federated: [], api: {} });
      return answer(made);
    }
    case 'ad app federated-credential list':
      return answer(app.federated);
    case 'ad app federated-credential create':
      app.federated.push(JSON.parse(read(options.parameters)));
      return answer(app.federated.at(-1));
    case 'ad sp list':
      return answer(tenant.principals.filter(({ appId }) => options.filter === `appId eq '${appId}'`));
    case 'ad sp create':
      if (!app) missing(options.id);
      if (principal) error('Bad Request', 'Request_MultipleObjectsWithSameKeyValue', 'already in use');
      tenant.principals.push({ id: `principal-of-${options.id}`, appId: options.id });
      return answer(tenant.principals.at(-1));
    case 'ad sp update':
      if (!principal) missing(options.id);
      if (options.set !== 'appRoleAssignmentRequired=true') unknown();
      principal.appRoleAssignmentRequired = true;
      return answer(null);
    case 'ad user show': {
      const user = tenant.users.find(({ userPrincipalName }) => userPrincipalName === options.id);
      return user ? answer(user) : missing(options.id);
    }
    default:
      return unknown();
  }
}

/** Microsoft Graph, below /v1.0/. */
function ofGraph(path) {
  const [resource, search = ''] = path.split('?');
  if (options.method === 'post') assign(resource);
  if (options.method === 'patch') patch(resource);
  if (options.method !== undefined && options.method !== 'get') unknown();
  if (!tenant.mayRead) denied();
  if (resource === 'organization') answer({ value: [tenant.organization] });
  if (resource === 'subscribedSkus') {
    answer({ value: [{ capabilityStatus: 'Enabled', servicePlans: tenant.plans.map((servicePlanName) => ({ servicePlanName })) }] });
  }
  if (resource === `servicePrincipals(appId='${GRAPH_APP}')`) {
    answer(graphService());
  }
  if (resource === 'servicePrincipals') {
    if (search === `$filter=appId eq '${GRAPH_APP}'`) answer({ value: [graphService()] });
    const name = /^\$filter=displayName eq '(.*)'$/.exec(search)?.[1];
    answer({ value: tenant.identities.filter((one) => one.name === name).map(({ id }) => ({ id, servicePrincipalType: 'ManagedIdentity' })) });
  }
  const principal = /^servicePrincipals\/([\w-]+)\/appRoleAssignments$/.exec(resource)?.[1];
  if (principal) {
    if (!tenant.identities.some(({ id }) => id === principal)) missing(principal);
    answer({ value: tenant.assignments.filter(({ principalId }) => principalId === principal) });
  }
  const application = /^applications\(appId='([\w-]+)'\)$/.exec(resource)?.[1];
  if (application) answer(tenant.applications.find(({ appId }) => appId === application));
  unknown();
}

const graphService = () => ({
  id: tenant.graphObject,
  appRoles: Object.entries(tenant.roles).map(([value, id]) => ({ id, value })),
});

function assign(resource) {
  if (!tenant.mayGrant) denied();
  const assigned = JSON.parse(read(options.body));
  const { principalId, resourceId, appRoleId } = assigned;
  if (resource !== `servicePrincipals/${resourceId}/appRoleAssignedTo`) unknown();
  const roles =
    resourceId === tenant.graphObject
      ? Object.values(tenant.roles)
      : tenant.applications
          .filter(({ appId }) => resourceId === `principal-of-${appId}`)
          .flatMap(({ appRoles = [] }) => appRoles.map(({ id }) => id));
  if (!roles.includes(appRoleId)) error('Bad Request', 'Request_BadRequest', 'Permission being assigned was not found');
  if (tenant.assignments.some((held) => held.principalId === principalId && held.appRoleId === appRoleId)) {
    error('Bad Request', 'Request_BadRequest', 'Permission being assigned already exists on the object');
  }
  tenant.assignments.push({ id: `assignment-${tenant.assignments.length}`, principalId, appRoleId });
  answer(tenant.assignments.at(-1));
}

function patch(resource) {
  const application = /^applications\(appId='([\w-]+)'\)$/.exec(resource)?.[1];
  const app = tenant.applications.find(({ appId }) => appId === application);
  if (!app) missing(application);
  const { api = {}, ...rest } = JSON.parse(read(options.body));
  const scopes = new Set((api.oauth2PermissionScopes ?? app.api.oauth2PermissionScopes ?? []).map(({ id }) => id));
  // Graph takes a pre-authorisation only of a scope that is there already.
  for (const { delegatedPermissionIds } of api.preAuthorizedApplications ?? []) {
    if (delegatedPermissionIds.some((id) => !(app.api.oauth2PermissionScopes ?? []).some((scope) => scope.id === id) || !scopes.has(id))) {
      error('Bad Request', 'InvalidValue', 'Property PreAuthorizedApplication references applications that cannot be found');
    }
  }
  Object.assign(app, rest, { api: { ...app.api, ...api } });
  answer(null);
}

/** The app: a real one at FAKE_APP, or the answers that the tenant has for it, the last of which stays. */
async function ofApp({ pathname, search }) {
  const headers = JSON.parse(read(options.headers) ?? '{}');
  const wanted = tenant.app.client;
  if (options.resource !== wanted || (options['skip-authorization-header'] === true) !== (wanted === undefined)) {
    fail('Unauthorized()');
  }
  const method = (options.method ?? 'get').toUpperCase();
  let status, text;
  if (process.env.FAKE_APP) {
    const given = await fetch(`${process.env.FAKE_APP}${pathname}${search}`, { method, headers, body: read(options.body) });
    [status, text] = [given.status, await given.text()];
  } else {
    if (headers['x-functions-key'] !== tenant.app.key) fail('Unauthorized()');
    const answers = tenant.app[`${method} ${pathname}`] ?? unknown();
    const next = answers.length > 1 ? answers.shift() : answers[0];
    [status, text] = [next.status ?? 200, typeof next.body === 'string' ? next.body : JSON.stringify(next.body)];
  }
  const REASONS = { 400: 'Bad Request', 401: 'Unauthorized', 404: 'Not Found', 500: 'Internal Server Error', 503: 'Service Unavailable' };
  if (status >= 400) fail(`${REASONS[status]}(${text})`);
  answer(JSON.parse(text));
}

if (tenant.app && url.startsWith(`${tenant.app.url}/`)) await ofApp(new URL(url));
if (options.resource !== tenant.graph || !url.startsWith(`${tenant.graph}/v1.0/`)) fail(`no token for ${options.resource}`);
ofGraph(url.slice(`${tenant.graph}/v1.0/`.length));
