const DEFAULTS = 'infra/snapshots/defaults.snapshot.json';
const EVERYTHING = 'infra/snapshots/everything.snapshot.json';
const UPDATE = 'infra/snapshots/portal-update.snapshot.json';
const TEMPLATE = 'infra/azuredeploy.json';
const FORM = 'infra/uiFormDefinition.json';
const VIEWS = 'infra/lake/data-explorer/views.kql';
const SETTINGS = 'infra/docs/settings.md';
const RETENTION = 'src/main/resources/io/callarchive/retention/retention.json';
const TROUBLESHOOTING = 'infra/docs/troubleshooting.md';
const DEPLOYMENT = 'infra/docs/deployment.md';
const PARAMETERS = 'infra/main.parameters.json';

/** Small mistakes, one a line: each is a change of the real files, and what the checks must say of it. */
// prettier-ignore
const TABLE = [
  // What is compiled, told without a compiler
  ['a template that was changed and not compiled', 'infra/modules/monitoring.bicep', 'dailyCapGb == 0', 'dailyCapGb == 1', /^compiled: infra\/modules\/monitoring\.bicep .* run: node src\/test\/infra\/renew\.mjs/],
  ['a snapshot that was changed by hand', DEFAULTS, '"retentionInDays": 90', '"retentionInDays": 30', /^compiled: infra\/snapshots\/defaults\.snapshot\.json/],
  ['a compiled template that was changed by hand', 'infra/graph-grant/role.json', 'CallRecords.Read.All', 'CallRecords.ReadWrite.All', /^compiled: infra\/graph-grant\/role\.json/],
  ['a resource that no parameters deploy', TEMPLATE, '"type": "Microsoft.Authorization/locks"', '"type": "Microsoft.Authorization/policyAssignments"', /^snapshots: none deploys a Microsoft\.Authorization\/policyAssignments/],

  // What was promised to customers
  ['shared keys on', DEFAULTS, '"allowSharedKeyAccess": false', '"allowSharedKeyAccess": true', /^policy: .*allowSharedKeyAccess/],
  ['shared keys left to the default', EVERYTHING, '        "allowSharedKeyAccess": false,\n', '', /^policy: .*allowSharedKeyAccess/],
  ['public blobs', DEFAULTS, '"allowBlobPublicAccess": false', '"allowBlobPublicAccess": true', /^policy: .*allowBlobPublicAccess/],
  ['TLS 1.0', DEFAULTS, '"minimumTlsVersion": "TLS1_2"', '"minimumTlsVersion": "TLS1_0"', /^policy: .*minimumTlsVersion/],
  ['replication to other tenants', DEFAULTS, '"allowCrossTenantReplication": false', '"allowCrossTenantReplication": true', /^policy: .*allowCrossTenantReplication/],
  ['storage over http', DEFAULTS, '"supportsHttpsTrafficOnly": true', '"supportsHttpsTrafficOnly": false', /^policy: .*supportsHttpsTrafficOnly/],
  ['the site over http', DEFAULTS, '"httpsOnly": true', '"httpsOnly": false', /^policy: .*httpsOnly/],
  ['another plan', DEFAULTS, '"name": "FC1"', '"name": "Y1"', /^policy: .*name must be FC1/],
  ['publishing with a password', DEFAULTS, '"allow": false', '"allow": true', /^policy: scm: allow/],
  ['instrumentation keys taken', DEFAULTS, '"DisableLocalAuth": true', '"DisableLocalAuth": false', /^policy: .*DisableLocalAuth/],
  ['an account key read', TEMPLATE, "[parameters('archiveSchedule')]", "[listKeys(parameters('archiveSchedule'))]", /^policy: listKeys/],
  ['a connection string', DEFAULTS, '"[format(\'https://{0}.queue.{1}\', \'callhost', '"[format(\'DefaultEndpointsProtocol=https;AccountName={0}\', \'callhost', /^policy: .*connection string/],
  ['a setting that Flex Consumption forbids', DEFAULTS, '"GRAPH_ENDPOINT"', '"FUNCTIONS_WORKER_RUNTIME"', /^policy: .*FUNCTIONS_WORKER_RUNTIME/],
  ['a lifecycle rule on the host account', DEFAULTS, /storageAccounts\/calllake(\w+)\/managementPolicies/, 'storageAccounts/callhost$1/managementPolicies', /^policy: .*lifecycle rule on the host account/],
  ['a lifecycle rule on the plan, whose container begins in the same way', EVERYTHING, '"telephony/"', '"telephony"', /^policy: .*lifecycle rule on more than the files/],
  ['a lifecycle rule on everything', DEFAULTS, /,\n\s+"prefixMatch": \[\s+"call-logs\/"\s+\]/, '', /^policy: .*lifecycle rule on more than the files/],
  ['a retention that the app does not know of', EVERYTHING, '"ARCHIVE_DELETE_AFTER_DAYS",\n              "value": "365"', '"ARCHIVE_DELETE_AFTER_DAYS",\n              "value": "0"', /^policy: .*ARCHIVE_DELETE_AFTER_DAYS must be 365/],
  ['a record that goes before its file', EVERYTHING, /("telephony-records\/"[^}]*\}[^}]*"daysAfterModificationGreaterThan": )\d+/, '$11', /^policy: .*a record must go when its file goes/],
  ['readings that stay', DEFAULTS, /("call-logs-readings\/"[^}]*\}[^}]*"daysAfterModificationGreaterThan": )\d+/, '$10', /^policy: .*readings that were left behind must go/],
  ['a plan that nobody can change', EVERYTHING, /containers\/telephony\/immutabilityPolicies/, 'containers/telephony-plan/immutabilityPolicies', /^policy: .*immutable/],
  ['a connection without its client id', DEFAULTS, '"ARCHIVE_STORAGE__clientId"', '"ARCHIVE_STORAGE__endpoint"', /^policy: .*ARCHIVE_STORAGE__clientId/],
  ['a connection without its credential', DEFAULTS, '"AzureWebJobsStorage__credential",\n              "value": "managedidentity"', '"AzureWebJobsStorage__credential",\n              "value": ""', /^policy: .*AzureWebJobsStorage__credential/],
  ['a system-assigned identity', DEFAULTS, '"type": "UserAssigned"', '"type": "SystemAssigned"', /^policy: .*type must be UserAssigned/],
  ['a sign-in that lets everybody in', EVERYTHING, '"requireAuthentication": true', '"requireAuthentication": false', /^policy: .*requireAuthentication/],
  ['a sign-in with a client secret', EVERYTHING, '"clientSecretSettingName": "OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID"', '"clientSecretSettingName": "MICROSOFT_PROVIDER_AUTHENTICATION_SECRET"', /^policy: .*clientSecretSettingName/],
  ['a sign-in that the app does not know of', EVERYTHING, '"value": "entra"', '"value": "key"', /^policy: .*ARCHIVE_AUTH/],

  // Rights
  ['the wrong role', DEFAULTS, 'roleDefinitions/ba92f5b4-2d11-453d-a403-e96b0029c9fe', 'roleDefinitions/b7e6dc6d-f1e8-4753-8033-0f276bb0955b', /^roles: .*Storage Blob Data Owner .* more than/],
  ['a role that nobody knows', DEFAULTS, 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a', 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80b', /^roles: .*0f6e12d7b80b/],
  ['a wider scope', DEFAULTS, /(calllake\w+)\/blobServices\/default\/containers\/call-logs\/providers\/Microsoft\.Authorization/, '$1/providers/Microsoft.Authorization', /^roles: .*Contributor on .*storageAccounts\/calllake\w+ is more/],
  ['rights for somebody else', DEFAULTS, /"principalId": "\[[^"]*\]"/, '"principalId": "11111111-1111-1111-1111-111111111111"', /^roles: .*somebody else/],
  ['readers who may write', EVERYTHING, 'roleDefinitions/2a2b9908-6ea1-4ae2-8e65-a410df84e7d1', 'roleDefinitions/ba92f5b4-2d11-453d-a403-e96b0029c9fe', /^roles: .*Contributor on .*telephony is given to somebody else/],
  ['a queue without rights', DEFAULTS, /queues\/archive-pages\/providers\/Microsoft\.Authorization\/roleAssignments/, 'queues/archive-checks/providers/Microsoft.Authorization/roleAssignments', /^roles: the app lacks .*archive-pages/],
  ['a container without rights', DEFAULTS, /containers\/call-logs-plan\/providers\/Microsoft\.Authorization\/roleAssignments/, 'containers/call-logs/providers/Microsoft.Authorization/roleAssignments', /^roles: the app lacks .*call-logs-plan/],
  ['readers of more than the files', EVERYTHING, /containers\/telephony(\/providers\/Microsoft\.Authorization\/roleAssignments[^{}]*\{[^{}]*00000000000a)/, 'containers/telephony-plan$1', /^roles: .*telephony-plan is given to somebody else/],

  // Names
  ['a queue missing', DEFAULTS, /"Microsoft\.Storage\/storageAccounts\/queueServices\/queues",\n(\s+)"name": "(\w+)\/default\/archive-checks-poison"/, '"Microsoft.Storage/storageAccounts/queueServices",\n$1"name": "$2/default/archive-checks-poison"', /^names: the queue archive-checks-poison is missing/],
  ['a queue misnamed', DEFAULTS, '/default/archive-checks"', '/default/archive-check"', /^names: the queue archive-checks is missing/],
  ['a container misnamed', DEFAULTS, '/default/call-logs-failures"', '/default/call-logs-failure"', /^names: the container call-logs-failures is missing/],
  ['digests that the app may delete', DEFAULTS, /AND \(!\(ActionMatches\{'[^']*blobs\/delete'\}\)\) /, '', /^roles: .*-digests must neither overwrite nor delete/],
  ['digests that the app may change', DEFAULTS, '"conditionVersion": "2.0"', '"conditionVersion": "1.0"', /^roles: .*-digests must neither overwrite nor delete/],
  ['a journal that cannot grow', EVERYTHING, '"allowProtectedAppendWrites": true', '"allowProtectedAppendWrites": false', /^policy: .*the journal could not be written on/],
  ['a container that only the code knows', DEFAULTS, '/default/call-logs-plan"', '/default/call-logs-plans"', /^names: the container call-logs-plan is missing/],
  ['a container that only the code renames', 'src/main/java/io/callarchive/lake/ContainerName.java', '"-plan"', '"-schedule"', /^names: nobody uses the container call-logs-plan/],
  ['a package in a container that nobody makes', DEFAULTS, ", 'deployments')]", ", 'packages')]", /^names: the package's container .* is not made/],
  ['a setting misspelt', DEFAULTS, '"ARCHIVE_REVISIT_DAYS"', '"ARCHIVE_REVISITS_DAYS"', /^names: no code reads the setting ARCHIVE_REVISITS_DAYS/],
  ['a setting forgotten', DEFAULTS, '"ARCHIVE_AUTH"', '"AZURE_CLIENT_ID"', /^names: the setting ARCHIVE_AUTH is missing/],
  ['another default than in the code', DEFAULTS, '"ARCHIVE_HISTORY_DAYS",\n              "value": "all"', '"ARCHIVE_HISTORY_DAYS",\n              "value": "31"', /^names: ARCHIVE_HISTORY_DAYS is 31/],
  ['another default in the code', 'src/main/java/io/callarchive/app/SettingsReader.java', '"2,3,7"', '"2,3,8"', /^names: ARCHIVE_REVISIT_DAYS is 2,3,7/],
  ['another default in the table of settings', SETTINGS, '| `2,3,7` |', '| `2,3` |', /^names: ARCHIVE_REVISIT_DAYS is not said/],
  ['a default where the code has none', DEFAULTS, '"ARCHIVE_COUNTRIES",\n              "value": ""', '"ARCHIVE_COUNTRIES",\n              "value": "NO"', /^names: ARCHIVE_COUNTRIES is NO by default, in the code empty/],
  ['a default in the table of settings where the code has none', SETTINGS, '| `ARCHIVE_KEPT_DAYS` | none |', '| `ARCHIVE_KEPT_DAYS` | `sms=365` |', /^names: ARCHIVE_KEPT_DAYS is not said to be none/],
  ['a setting that only the page knows', SETTINGS, '| `ARCHIVE_AUTH` |', '| `ARCHIVE_AUTHORITY` |', /^names: no code reads ARCHIVE_AUTHORITY/],
  ['an event that the page forgets', 'infra/docs/log-events.md', '| `DAY_KEPT` |', '| DAY_KEPT |', /^names: DAY_KEPT is not in the table/],
  ['a function that the page forgets', 'infra/docs/http-api.md', '## POST /api/backfill', '## To backfill', /^names: POST \/api\/backfill is not described/],
  ['a function that only the page knows', 'infra/docs/http-api.md', '## GET /api/health', '## GET /api/status', /^names: no function answers GET \/api\/status/],
  ['a function that is not in the picture', '.github/ARCHITECTURE.md', /\bDeadLetter\b/g, 'poison', /^names: the function DeadLetter is not mentioned/],
  ['an address of the wrong cloud', DEFAULTS, /(\.queue\.\{1\}', '\w+', )environment\(\)\.suffixes\.storage/, "$1'core.windows.net'", /^names: AzureWebJobsStorage leads to .*core\.windows\.net/],
  ['an event misspelt in an alert', DEFAULTS, 'message has \\"DAY_KEPT\\"', 'message has \\"DAY_KEEPT\\"', /^names: no code says DAY_KEEPT/],
  ['an event renamed in the code', 'src/main/java/io/callarchive/Event.java', '        DAY_FAILED,\n', '        DAY_GIVEN_UP,\n', /^names: no code says DAY_FAILED/],
  ['an alert for another state', DEFAULTS, 'yesterday == \\"missing\\"', 'yesterday == \\"absent\\"', /^names: no alert searches for ARCHIVE_STATE and yesterday/],
  ['alerts whose lines are sampled away', 'host.json', 'Trace;Exception;Request', 'Exception;Request', /^names: sampling/],
  ['alerts whose lines are never written', 'host.json', '"default": "Information"', '"default": "Warning"', /^names: default at Warning/],

  // How long Microsoft keeps the rows
  ['another period in the table of countries', SETTINGS, '(`NO`) | 150 | 150 |', '(`NO`) | 150 | 180 |', /^retention: direct-routing in NO: 180 in the table, 150 in the data/],
  ['another period for all other countries', SETTINGS, '| all others | 365 |', '| all others | 360 |', /^retention: pstn in others: 360/],
  ['a country that only the data has', SETTINGS, /\| Sweden .*\n/, '', /^retention: pstn in SE: not there in the table/],
  ['a country that only the page has', RETENTION, '"MX"', '"MY"', /^retention: pstn in MX: 720 in the table, not there/],

  // Queries
  ['a misspelt column in a view', VIEWS, '  | extend fields = parse_json(line)', '  | extend fields = parse_json(lines)', /^queries: .*'lines' does not refer/],
  ['a view over a column that another one does not give', VIEWS, 'key = iff(none, line, id)', 'key = iff(none, line, ids)', /^queries: .*'ids' does not refer/],
  ['date without brackets', VIEWS, "    ['date'],\n", '    date,\n', /^queries: .*'date' needs to be bracketed/],
  ['a first query that nobody can use', VIEWS, "sms | where ['date'] > ago(2d)", 'sms | where date > ago(2d)', /^queries: .*needs to be bracketed.*In: sms/],
  ['a misspelt column in an alert', DEFAULTS, 'traces | where message has \\"DAY_KEPT', 'traces | where mesage has \\"DAY_KEPT', /^queries: .*'mesage' does not refer/],
  ['an alert that does not parse', EVERYTHING, 'traces | where message has \\"DAY_KEPT', 'traces | were message has \\"DAY_KEPT', /^queries: .*In: traces \| were/],
  ['a misspelt column in a document', TROUBLESHOOTING, 'where severityLevel >= 3', 'where severity >= 3', /^queries: .*'severity' does not refer/],
  ['a misspelt column in the page of the lake', 'infra/docs/lake.md', "summarize count() by ['date']", "summarize count() by ['dat']", /^queries: .*'dat' does not refer/],

  // The form, the buttons and the update
  ['a parameter that the form forgets', FORM, /\n\s+"alertEmail": "[^"]*",/, '', /^form: the form does not give alertEmail/],
  ['a field for no parameter', FORM, '"alertEmail": "[', '"alertMail": "[', /^form: the template has no parameter alertMail/],
  ['a field that is not there', FORM, '"alertEmail": "[steps(\'people\').alertEmail]', '"alertEmail": "[steps(\'people\').mail]', /^form: there is no element steps\('people'\)\.mail/],
  ['another bound in the form', FORM, '), 36500))]', '), 3650))]', /^form: deleteAfterDays: bounds/],
  ['another default in the form', FORM, '"defaultValue": "2,3,7"', '"defaultValue": "2,3"', /^form: archiveRevisitDays: default/],
  ['a choice that the template refuses', FORM, '"value": "Standard_LRS"', '"value": "Premium_LRS"', /^form: lakeRedundancy: allowed/],
  ['a region that the template refuses', FORM, '"westeurope"', '"atlantis"', /^form: location: allowed/],
  ['a name that is too long for the template', FORM, '{1,64}', '{1,90}', /^form: environmentName: length/],
  ['a number given as a text', FORM, "[int(steps('archive').deleteAfterDays)]", "[steps('archive').deleteAfterDays]", /^form: deleteAfterDays: isNumber/],
  ['a form for a resource group', FORM, '"kind": "Subscription"', '"kind": "ResourceGroup"', /^form: the template is for a subscription/],
  ['an update that renames what holds the files', UPDATE, /storageAccounts\/calllake\w+"/, 'storageAccounts/calllakenew"', /^update: another version of the package changes .*calllake/],
  ['an update that changes a setting', UPDATE, '"value": "2,3,7"', '"value": "2,3,8"', /^update: another version of the package changes .*Microsoft\.Web\/sites/],
  ['a resource of which nobody says what an update does to it', DEPLOYMENT, '`Microsoft.Web/sites/config`', '`Microsoft.Web/config`', /^update: Microsoft\.Web\/sites\/config is deployed; it is not said/],
  ['a button that leads to another release than its package', 'README.md', /%2Fv[\d.]+%2Finfra%2FuiFormDefinition/, '%2Fmain%2Finfra%2FuiFormDefinition', /^release: .* main is not/],
  ['a button that opens what is not there', 'README.md', 'infra%2Fazuredeploy.json', 'infra%2Fmain.json', /^release: there is no infra\/main\.json/],
  ['a script that the outputs name and nobody has', 'infra/main.bicep', '${sources}/infra/grant-graph-role.sh', '${sources}/infra/grant.sh', /^release: there is no infra\/grant\.sh/],

  // azd and GitHub
  ['azure.yaml names another template', 'infra/azure.yaml', 'module: main\n', 'module: app\n', /^azd: there is no template/],
  ['azure.yaml names another service', 'infra/azure.yaml', '\n  app:\n', '\n  archive:\n', /^azd: no resource has the tag/],
  ['a hook that is not there', 'infra/azure.yaml', 'hooks/postprovision.sh', 'hooks/postprovison.sh', /^azd: there is no hook/],
  ['an output that a script needs', TEMPLATE, '"IDENTITY_NAME": {', '"IDENTITY": {', /^azd: nothing gives the environment IDENTITY_NAME/],
  ['a value for no parameter', PARAMETERS, '"deleteLock"', '"deletionLock"', /^azd: the template has no parameter deletionLock/],
  ['a parameter without a value', PARAMETERS, '    "deleteLock": { "value": "${LAKE_DELETE_LOCK=false}" },\n', '', /^azd: azd gives no value to deleteLock/],
  ['another default for azd', PARAMETERS, 'LAKE_SOFT_DELETE_DAYS=30', 'LAKE_SOFT_DELETE_DAYS=7', /^azd: softDeleteDays is 7, in the template 30/],
  ['a variable with another default in the document', DEPLOYMENT, '| `LAKE_REDUNDANCY` | `Standard_ZRS` |', '| `LAKE_REDUNDANCY` | `Standard_LRS` |', /^azd: LAKE_REDUNDANCY is said to be Standard_LRS/],
  ['another default of a script in the document', DEPLOYMENT, '| `FIRST_DAY_MINUTES` | `30` |', '| `FIRST_DAY_MINUTES` | `15` |', /^azd: FIRST_DAY_MINUTES is said to be 15, it is 30/],
  ['a variable that only the document knows', DEPLOYMENT, '| `GRAPH_ROLE_GRANTED` |', '| `GRAPH_ROLE_GIVEN` |', /^azd: nothing reads GRAPH_ROLE_GIVEN/],
  ['an output that only the README knows', 'README.md', '`NEXT_1_GRANT_THE_GRAPH_ROLE`', '`NEXT_1_GRANT_THE_ROLE`', /^azd: nothing gives the environment NEXT_1_GRANT_THE_ROLE/],
  ['an output that only the document knows', DEPLOYMENT, 'get-value AZURE_FUNCTION_URL', 'get-value AZURE_FUNCTION_URI', /^azd: nothing gives the environment AZURE_FUNCTION_URI/],
  ['a workflow with a misspelt key', '.github/workflows/verify.yml', 'runs-on:', 'run-on:', /^workflow: .*run-on/],
  ['an action by its tag', '.github/workflows/verify.yml', /actions\/checkout@[0-9a-f]{40} # v[\d.]+/, 'actions/checkout@v4', /^workflow: actions\/checkout@v4 is not pinned/],
  ['a workflow with an unknown context', '.github/workflows/deploy.yml', '${{ vars.AZURE_LOCATION }}', '${{ var.AZURE_LOCATION }}', /^workflow: .*var\b/],
];

export const SEEDED_FAULTS = TABLE.map(([name, file, from, to, finding]) => ({ name, file, from, to, finding }));

/** What passes these checks and would only be found by Azure, or by nobody. */
export const NOT_CAUGHT = [
  'a region without Flex Consumption, a quota, a name that is taken, an API version that a sovereign cloud does not have yet',
  'an immutability period, a redundancy or a network rule that Azure refuses in combination with another property',
  'a KQL query that parses and binds and asks the wrong thing',
  'a role id that is right and whose role Microsoft changes',
  'what only the Bicep compiler tells (types, misspelt properties, the linter), where there is no Bicep CLI',
  'azure.yaml, host.json and the form against their JSON schemas: no npm package carries them',
];
