import { walk } from './bicep-syntax.mjs';

const ACCOUNT = 'Microsoft.Storage/storageAccounts';

/** What a customer was promised about every deployment; `app` is the site with its settings. */
export function checkPolicy(resources, app) {
  const made = resources.filter((resource) => !resource.existing);
  const of = (type) => made.filter((resource) => resource.type === type);
  return [
    ...of(ACCOUNT).flatMap(storageAccount),
    ...of('Microsoft.Storage/storageAccounts/blobServices/containers').flatMap(container),
    ...of('Microsoft.Storage/storageAccounts/managementPolicies').flatMap((policy) =>
      lifecycle(policy, app.hostAccount),
    ),
    ...of('Microsoft.Insights/components').flatMap((component) => demand(component, { DisableLocalAuth: [true] })),
    ...of('Microsoft.Web/serverfarms').flatMap((plan) =>
      demand(plan, { name: ['FC1'], tier: ['FlexConsumption'] }, plan.body.sku),
    ),
    ...of('Microsoft.Web/sites').flatMap((site) =>
      functionApp(site, of('Microsoft.Web/sites/basicPublishingCredentialsPolicies')),
    ),
    ...appSettings(app),
    ...signIn(
      app,
      of('Microsoft.Web/sites/config').filter(({ name }) => name === 'authsettingsV2'),
    ),
  ];
}

const problemOf = ({ file, line, symbol }, text) => ({
  check: 'policy',
  where: `${file}:${line}`,
  text: `${symbol}: ${text}`,
});

function demand(resource, wanted, properties = resource.body.properties ?? {}) {
  return Object.entries(wanted)
    .filter(([name, allowed]) => !allowed.includes(properties[name]))
    .map(([name, allowed]) => problemOf(resource, `${name} must be ${allowed.join(' or ')}`));
}

const storageAccount = (account) =>
  demand(account, {
    allowSharedKeyAccess: [false],
    allowBlobPublicAccess: [false],
    allowCrossTenantReplication: [false],
    minimumTlsVersion: ['TLS1_2', 'TLS1_3'],
    supportsHttpsTrafficOnly: [true],
  });

const container = (one) => demand(one, { publicAccess: [undefined, 'None'] });

/** A rule on the host's account would in time delete the app's package and keys. */
const lifecycle = (policy, hostAccount) =>
  hostAccount && policy.id.startsWith(`${hostAccount.id}/`)
    ? [problemOf(policy, 'a lifecycle rule on the host account')]
    : [];

function functionApp(site, publishing) {
  const { siteConfig = {}, functionAppConfig = {} } = site.body.properties;
  const passwords = publishing.filter((policy) => policy.parent === site);
  return [
    ...demand(site, { httpsOnly: [true] }),
    ...demand(
      site,
      {
        minTlsVersion: ['1.2', '1.3'],
        scmMinTlsVersion: ['1.2', '1.3'],
        ftpsState: [undefined, 'Disabled'],
        linuxFxVersion: [undefined],
      },
      siteConfig,
    ),
    ...demand(site, { type: ['UserAssigned'] }, site.body.identity),
    ...demand(site, { type: ['UserAssignedIdentity'] }, functionAppConfig.deployment?.storage?.authentication ?? {}),
    ...demand(site, { name: ['java'], version: ['21'] }, functionAppConfig.runtime ?? {}),
    ...demand(site, { instanceMemoryMB: [2048] }, functionAppConfig.scaleAndConcurrency ?? {}),
    ...['scm', 'ftp'].flatMap((name) => {
      const policy = passwords.find((one) => one.name === name);
      return policy
        ? demand(policy, { allow: [false] })
        : [problemOf(site, `publishing with a password by ${name} is not switched off`)];
    }),
  ];
}

/** What Flex Consumption refuses or sets itself. */
const FORBIDDEN_ON_FLEX =
  /^(FUNCTIONS_WORKER_RUNTIME(_VERSION)?|FUNCTIONS_EXTENSION_VERSION|FUNCTIONS_WORKER_PROCESS_COUNT|FUNCTIONS_MAX_HTTP_CONCURRENCY|WEBSITE_(CONTENT.*|RUN_FROM_PACKAGE|NODE_DEFAULT_VERSION|TIME_ZONE|VNET_ROUTE_ALL|SKIP_CONTENTSHARE_VALIDATION|USE_PLACEHOLDER.*|ENABLE_BROTLI_ENCODING)|SCM_DO_BUILD_DURING_DEPLOYMENT|ENABLE_ORYX_BUILD|AzureWebJobsDashboard)$/;

const BY_IDENTITY = /^(.+)__(accountName|(blob|queue|table)ServiceUri|credential|clientId)$/;

function appSettings({ site, settings, identities }) {
  const clientIds = identities.map(({ id }) => `{${id}.properties.clientId}`);
  const names = [...settings.keys()];
  const problem = (text) => problemOf(site, text);
  const connections = new Set(names.flatMap((name) => BY_IDENTITY.exec(name)?.[1] ?? []));
  return [
    ...names.filter((name) => FORBIDDEN_ON_FLEX.test(name)).map((name) => problem(`Flex Consumption takes no ${name}`)),
    ...[...settings]
      .filter(([, value]) => /AccountKey=|SharedAccess(Key|Signature)|[?&]sig=|DefaultEndpointsProtocol/i.test(value))
      .map(([name]) => problem(`${name} holds a connection string`)),
    ...['AzureWebJobsStorage', 'ARCHIVE_STORAGE'].flatMap((connection) => [
      ...(settings.has(connection) ? [problem(`${connection} is set: a connection string`)] : []),
      ...(connections.has(connection) ? [] : [problem(`the connection ${connection} is not by identity`)]),
    ]),
    ...[...connections].flatMap((connection) => [
      ...(names.some((name) => name.startsWith(`${connection}__`) && /(accountName|ServiceUri)$/.test(name))
        ? []
        : [problem(`${connection} names no account`)]),
      ...(settings.get(`${connection}__credential`) === 'managedidentity'
        ? []
        : [problem(`${connection}__credential must be managedidentity`)]),
      ...(clientIds.includes(settings.get(`${connection}__clientId`))
        ? []
        : [problem(`${connection}__clientId must be the identity's client id`)]),
    ]),
    ...(settings.has('AzureWebJobsStorage__accountName') ||
    ['blob', 'queue'].every((service) => settings.has(`AzureWebJobsStorage__${service}ServiceUri`))
      ? []
      : [problem('the host needs blobs and queues in AzureWebJobsStorage')]),
    ...(clientIds.includes(settings.get('AZURE_CLIENT_ID'))
      ? []
      : [problem("AZURE_CLIENT_ID must be the identity's client id")]),
    ...(settings.get('APPLICATIONINSIGHTS_AUTHENTICATION_STRING') ===
    `ClientId=${settings.get('AZURE_CLIENT_ID')};Authorization=AAD`
      ? []
      : [problem('log lines must be sent with the identity')]),
  ];
}

const ASSERTION = 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID';

/** App Service authentication and the app's own setting go together; the identity vouches, no client secret does. */
function signIn({ site, settings }, [config]) {
  const wanted = config ? 'entra' : 'key';
  const mode = settings.get('ARCHIVE_AUTH') === wanted ? [] : [problemOf(site, `ARCHIVE_AUTH must be ${wanted}`)];
  if (config === undefined) {
    return mode;
  }
  const { globalValidation, identityProviders } = config.body.properties;
  return [
    ...mode,
    ...demand(config, { requireAuthentication: [true] }, globalValidation),
    ...demand(config, { clientSecretSettingName: [ASSERTION] }, identityProviders.azureActiveDirectory.registration),
    ...(settings.get(ASSERTION) === settings.get('AZURE_CLIENT_ID')
      ? []
      : [problemOf(site, `${ASSERTION} must be the identity's client id`)]),
  ];
}

const SECRET_FUNCTION = /^list[A-Z]/;
const SECRET_TEXT = /AccountKey=|SharedAccessKey=|DefaultEndpointsProtocol=/i;

/** Keys have no business in a template, used or not. */
export function checkSecrets(file) {
  const found = [];
  for (const { value, body } of [
    ...file.params,
    ...file.variables,
    ...file.resources,
    ...file.modules,
    ...file.outputs,
  ]) {
    walk(value ?? body, (expr) => {
      const problem = (text) => found.push({ check: 'policy', where: `${file.path}:${expr.line}`, text });
      const called = expr.kind === 'call' && (expr.called.name ?? expr.called.property);
      if (called && SECRET_FUNCTION.test(called)) {
        problem(`${called}() reads a secret`);
      }
      const text =
        expr.kind === 'literal'
          ? expr.value
          : expr.kind === 'text'
            ? expr.parts.filter((part) => typeof part === 'string').join('')
            : '';
      if (typeof text === 'string' && SECRET_TEXT.test(text)) {
        problem('a connection string');
      }
    });
  }
  return found;
}
