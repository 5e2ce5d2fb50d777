/** Settings that the platform or the connection reads, not the app's code. */
const PLATFORM_SETTINGS = new Set([
  'APPLICATIONINSIGHTS_CONNECTION_STRING',
  'APPLICATIONINSIGHTS_AUTHENTICATION_STRING',
  'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID',
]);
const LOCAL_SETTINGS = new Set(['FUNCTIONS_WORKER_RUNTIME']);
const OF_CONNECTION = /__(accountName|(blob|queue)ServiceUri|credential|clientId)$/;

const problem = (where, text) => ({ check: 'names', where, text });

/** The container of the files first, then those beside it. */
export function containersOf(app, java) {
  const files = app.settings.get('ARCHIVE_CONTAINER');
  return [files, ...java.containerSuffixes.map((suffix) => files + suffix)];
}

/** Settings, queues, containers and functions of a deployment against the code's. */
export function checkDeployedNames(resources, app, java, isDefault) {
  const at = (text) => problem(app.site.where, text);
  const queues = [...java.queues, ...java.queues.map((queue) => `${queue}-poison`)];
  const inAccount = (type, account) =>
    resources
      .filter((one) => one.type === type && account && one.id.startsWith(`${account.id}/`))
      .map((one) => one.name);
  return [
    ...[...app.settings.keys()]
      .filter((setting) => !isRead(setting, java))
      .map((setting) => at(`no code reads the setting ${setting}`)),
    ...[...java.defaults.keys(), ...java.optional]
      .filter((setting) => !app.settings.has(setting))
      .map((setting) => at(`the setting ${setting} is missing`)),
    ...(isDefault ? [...java.defaults] : [])
      .filter(([setting, fallback]) => app.settings.has(setting) && app.settings.get(setting) !== fallback)
      .map(([setting, fallback]) =>
        at(`${setting} is ${app.settings.get(setting)} by default, in the code ${fallback || 'empty'}`),
      ),
    ...java.placeholders
      .filter((setting) => !app.settings.has(setting))
      .map((setting) => at(`a function needs the setting ${setting}`)),
    ...java.triggerConnections
      .filter((connection) => !java.connections.some((one) => one.name === connection))
      .map((connection) => at(`the code has no connection ${connection}`)),
    ...java.connections.flatMap((connection) => reachable(connection, app).map(at)),
    ...difference(
      'queue',
      queues,
      inAccount('Microsoft.Storage/storageAccounts/queueServices/queues', app.hostAccount),
    ).map(at),
    ...difference(
      'container',
      containersOf(app, java),
      inAccount('Microsoft.Storage/storageAccounts/blobServices/containers', app.lakeAccount),
    ).map(at),
    ...deployment(app, inAccount('Microsoft.Storage/storageAccounts/blobServices/containers', app.hostAccount)).map(at),
  ];
}

const isRead = (setting, java) =>
  java.defaults.has(setting) ||
  java.optional.includes(setting) ||
  PLATFORM_SETTINGS.has(setting) ||
  java.connections.some((connection) => setting.startsWith(`${connection.name}__`) && OF_CONNECTION.test(setting));

/** From an account's name alone, code and host make an address of the global cloud: so by URI, and with the cloud's suffix. */
function reachable({ name, service }, app) {
  const account = name === 'AzureWebJobsStorage' ? app.hostAccount : app.lakeAccount;
  const uri = app.settings.get(`${name}__${service}ServiceUri`);
  const wanted = `[format('https://{0}.${service}.{1}', '${account?.name}', environment().suffixes.storage)]`;
  return uri === wanted ? [] : [`${name} leads to ${uri}, not to ${wanted}`];
}

function deployment(app, containers) {
  const value = app.site.properties.functionAppConfig?.deployment?.storage?.value ?? '';
  const container = /, '([^']*)'\)\]$/.exec(value)?.[1];
  return containers.includes(container) ? [] : [`the package's container ${value} is not made`];
}

const difference = (kind, wanted, made) => [
  ...wanted.filter((name) => !made.includes(name)).map((name) => `the ${kind} ${name} is missing`),
  ...made.filter((name) => !wanted.includes(name)).map((name) => `nobody uses the ${kind} ${name}`),
];

const EVENT = /\b(?:(?:ARCHIVE_(?:STATE|WEEK)|(?:DAY|DIGEST|ORDER|PAGE|RUN)_[A-Z]+)|CAUGHT_UP|THROTTLED)\b/g;

/** Alerts search for what the app says, and for what the host says of poison queues. */
export function checkAlerts(resources, app, java) {
  const alerts = resources
    .filter(({ type }) => type === 'Microsoft.Insights/scheduledQueryRules')
    .map(({ where, properties }) => ({
      where,
      query: properties.criteria.allOf.map(({ query }) => query).join('\n'),
    }));
  const at = (text) => problem(alerts[0]?.where ?? 'infra', text);
  const searched = (...texts) => alerts.some(({ query }) => texts.every((text) => query.includes(text)));
  const logs = (app.settings.get('ARCHIVE_LOGS') ?? '').split(',').map((log) => log.trim());
  return [
    ...alerts.flatMap(({ where, query }) =>
      (query.match(EVENT) ?? [])
        .filter((event) => !java.events.includes(event))
        .map((event) => problem(where, `no code says ${event}`)),
    ),
    ...logs.filter((log) => !java.logs.includes(log)).map((log) => at(`there is no log ${log}`)),
    ...ALERTS.filter((texts) => !searched(...texts)).map((texts) => at(`no alert searches for ${texts.join(' and ')}`)),
  ];
}

const ALERTS = [
  ['ARCHIVE_STATE', 'yesterday == "missing"'],
  ['ARCHIVE_STATE', 'atRisk > 0'],
  ['ARCHIVE_STATE', 'failed > 0'],
  ['ARCHIVE_STATE', 'damaged > 0'],
  ['ARCHIVE_STATE', 'newest < ago(3h)'],
  ['DAY_KEPT'],
  ['ARCHIVE_WEEK'],
  ['poison'],
];

/** What the alerts search for are traces of level Information. */
export function checkHostFile(repository) {
  const { logging } = repository.json('host.json');
  const at = (text) => problem('host.json', text);
  const { isEnabled = true, excludedTypes = '' } = logging.applicationInsights.samplingSettings;
  return [
    ...(!isEnabled || excludedTypes.split(';').includes('Trace')
      ? []
      : [at('sampling may drop the lines that the alerts search for')]),
    ...Object.entries(logging.logLevel)
      .filter(
        ([category, level]) =>
          /^(default|Function|Host)/.test(category) && !['Trace', 'Debug', 'Information'].includes(level),
      )
      .map(([category, level]) => at(`${category} at ${level} drops the lines that the alerts search for`)),
  ];
}

const SETTINGS_PAGE = 'infra/docs/settings.md';
const EVENTS_PAGE = 'infra/docs/log-events.md';
const HTTP_PAGE = 'infra/docs/http-api.md';
const ARCHITECTURE = '.github/ARCHITECTURE.md';

/** The example settings and the pages' tables against the code. */
export function checkDocumentedNames(repository, java) {
  const example = repository.json('local.settings.json.example').Values;
  const settings = firstColumn(repository.text(SETTINGS_PAGE));
  const events = [...firstColumn(repository.text(EVENTS_PAGE)).keys()].filter((name) => name.match(EVENT)?.[0] === name);
  const described = [...repository.text(HTTP_PAGE).matchAll(/^## ([A-Z]+ \/api\/.*)$/gm)].map(([, title]) => title);
  const inExample = (text) => problem('local.settings.json.example', text);
  const inSettings = (text) => problem(SETTINGS_PAGE, text);
  const inEvents = (text) => problem(EVENTS_PAGE, text);
  return [
    ...Object.keys(example)
      .filter((name) => !isRead(name, java) && !LOCAL_SETTINGS.has(name))
      .map((name) => inExample(`no code reads ${name}`)),
    ...[...java.defaults]
      .filter(([name, fallback]) => example[name] !== fallback)
      .map(([name, fallback]) => inExample(`${name} is not ${fallback || 'empty'}, as in the code`)),
    ...[...java.defaults]
      .map(([name, fallback]) => [name, fallback === '' ? 'none' : `\`${fallback}\``])
      .filter(([name, fallback]) => !settings.get(name)?.includes(fallback))
      .map(([name, fallback]) => inSettings(`${name} is not said to be ${fallback} by default`)),
    ...[...java.optional, ...java.connections.map(({ name, service }) => `${name}__${service}ServiceUri`)]
      .filter((name) => !settings.has(name))
      .map((name) => inSettings(`${name} is not in the table of settings`)),
    ...[...settings.keys()]
      .filter((name) => !isRead(name, java))
      .map((name) => inSettings(`no code reads ${name}`)),
    ...java.events
      .filter((name) => !events.includes(name))
      .map((name) => inEvents(`${name} is not in the table of events`)),
    ...events.filter((name) => !java.events.includes(name)).map((name) => inEvents(`no code says ${name}`)),
    ...java.queues
      .flatMap((queue) => [queue, `${queue}-poison`])
      .filter((queue) => !repository.text(SETTINGS_PAGE).includes(`\`${queue}\``))
      .map((queue) => inSettings(`the queue ${queue} is not mentioned`)),
    ...java.functions
      .filter((name) => !new RegExp(`\\b${name}\\b`).test(repository.text(ARCHITECTURE)))
      .map((name) => problem(ARCHITECTURE, `the function ${name} is not mentioned`)),
    ...java.endpoints
      .filter((endpoint) => !described.includes(endpoint))
      .map((endpoint) => problem(HTTP_PAGE, `${endpoint} is not described`)),
    ...described
      .filter((endpoint) => !java.endpoints.includes(endpoint))
      .map((endpoint) => problem(HTTP_PAGE, `no function answers ${endpoint}`)),
  ];
}

/** The tables' rows that begin with one name, each with its second column. */
const firstColumn = (page) =>
  new Map([...page.matchAll(/^\| `([A-Za-z_]+)` \| ([^|]*) \|/gm)].map(([, name, second]) => [name, second]));
