import { demand, problemOf, unless } from './demands.mjs';
import { told } from './snapshots.mjs';

/** What Flex Consumption refuses or sets itself. */
const FORBIDDEN_ON_FLEX = new RegExp(
  [
    'FUNCTIONS_(WORKER_RUNTIME(_VERSION)?|EXTENSION_VERSION|WORKER_PROCESS_COUNT|MAX_HTTP_CONCURRENCY)',
    'WEBSITE_(CONTENT.*|RUN_FROM_PACKAGE|NODE_DEFAULT_VERSION|TIME_ZONE|VNET_ROUTE_ALL|SKIP_CONTENTSHARE_VALIDATION)',
    'WEBSITE_(USE_PLACEHOLDER.*|ENABLE_BROTLI_ENCODING)',
    'SCM_DO_BUILD_DURING_DEPLOYMENT|ENABLE_ORYX_BUILD|AzureWebJobsDashboard',
  ]
    .map((names) => `^(${names})$`)
    .join('|'),
);
const SECRET = /AccountKey=|SharedAccess(Key|Signature)|[?&]sig=|DefaultEndpointsProtocol/i;
const OF_CONNECTION = /^(.+)__(accountName|(blob|queue|table)ServiceUri|credential|clientId)$/;
const CONNECTIONS = ['AzureWebJobsStorage', 'ARCHIVE_STORAGE'];

/** Settings without secrets, every connection by the app's identity. */
export function checkAppSettings({ site, settings, identities }) {
  const names = [...settings.keys()];
  const clientIds = identities.map((identity) => `[${told(identity, 'clientId')}]`);
  const clientId = settings.get('AZURE_CLIENT_ID');
  const connections = [...new Set([...CONNECTIONS, ...names.flatMap((name) => OF_CONNECTION.exec(name)?.[1] ?? [])])];
  const hasBoth = ['blob', 'queue'].every((service) => settings.has(`AzureWebJobsStorage__${service}ServiceUri`));
  return [
    ...names
      .filter((name) => FORBIDDEN_ON_FLEX.test(name))
      .map((name) => problemOf(site, `Flex Consumption takes no ${name}`)),
    ...names
      .filter((name) => SECRET.test(settings.get(name)))
      .map((name) => problemOf(site, `${name} holds a connection string`)),
    ...connections.flatMap((connection) => byIdentity(connection, site, settings, clientIds)),
    ...unless(
      hasBoth || settings.has('AzureWebJobsStorage__accountName'),
      site,
      'the host needs blobs and queues in AzureWebJobsStorage',
    ),
    ...unless(clientIds.includes(clientId), site, "AZURE_CLIENT_ID must be the identity's client id"),
    ...unless(
      identities.some(
        (identity) =>
          settings.get('APPLICATIONINSIGHTS_AUTHENTICATION_STRING') ===
          `[format('ClientId={0};Authorization=AAD', ${told(identity, 'clientId')})]`,
      ),
      site,
      'log lines must be sent with the identity',
    ),
  ];
}

function byIdentity(connection, site, settings, clientIds) {
  const of = (pattern) => [...settings.keys()].some((name) => name.startsWith(`${connection}__`) && pattern.test(name));
  return [
    ...unless(!settings.has(connection), site, `${connection} is set: a connection string`),
    ...unless(of(/(accountName|ServiceUri)$/), site, `${connection} names no account`),
    ...unless(
      settings.get(`${connection}__credential`) === 'managedidentity',
      site,
      `${connection}__credential must be managedidentity`,
    ),
    ...unless(
      clientIds.includes(settings.get(`${connection}__clientId`)),
      site,
      `${connection}__clientId must be the identity's client id`,
    ),
  ];
}

const ASSERTION = 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID';

/** App Service authentication and the app's own setting go together; the identity vouches, no client secret does. */
export function checkSignIn(resources, { site, settings }) {
  const config = resources.find(({ type, name }) => type === 'Microsoft.Web/sites/config' && name === 'authsettingsV2');
  const wanted = config ? 'entra' : 'key';
  const { globalValidation, identityProviders } = config?.properties ?? {};
  return [
    ...unless(settings.get('ARCHIVE_AUTH') === wanted, site, `ARCHIVE_AUTH must be ${wanted}`),
    ...(config
      ? [
          ...demand(config, { requireAuthentication: [true] }, globalValidation),
          ...demand(
            config,
            { clientSecretSettingName: [ASSERTION] },
            identityProviders.azureActiveDirectory.registration,
          ),
          ...unless(
            settings.get(ASSERTION) === settings.get('AZURE_CLIENT_ID'),
            site,
            `${ASSERTION} must be the identity's client id`,
          ),
        ]
      : []),
  ];
}
