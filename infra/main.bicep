targetScope = 'subscription'

metadata description = 'Callarchive: a Functions app that archives the telephony logs of Microsoft Teams, and all that it needs except its role in Microsoft Graph.'

// What it is called and where it is

@description('The name of this deployment, for azd its environment. It names the resource group, rg-<name>, and tells deployments apart.')
@minLength(1)
@maxLength(64)
param environmentName string = 'callarchive'

@description('Name of a resource group that is there already, for all resources; empty to make one, rg-<name of the deployment>.')
@maxLength(90)
param existingResourceGroup string = ''

@description('Tags for all resources, besides azd-env-name: cost-center=42,owner=telephony. Empty for none.')
param resourceTags string = ''

// Those with Flex Consumption in Microsoft's samples of 2026, and those of US Government that may have it:
// `az functionapp list-flexconsumption-locations` tells a subscription's.
@description('The Azure region. It must have Flex Consumption.')
@metadata({
  azd: {
    type: 'location'
  }
})
@allowed([
  'australiaeast'
  'australiasoutheast'
  'brazilsouth'
  'canadacentral'
  'centralindia'
  'centralus'
  'eastasia'
  'eastus'
  'eastus2'
  'francecentral'
  'germanywestcentral'
  'italynorth'
  'japaneast'
  'koreacentral'
  'northcentralus'
  'northeurope'
  'norwayeast'
  'southafricanorth'
  'southcentralus'
  'southeastasia'
  'southindia'
  'spaincentral'
  'swedencentral'
  'uaenorth'
  'uksouth'
  'ukwest'
  'usgovarizona'
  'usgovvirginia'
  'westcentralus'
  'westeurope'
  'westus'
  'westus2'
  'westus3'
])
param location string

@description('Address of the package that is deployed with the app; empty to deploy one afterwards, as azd does. The default belongs to this version of the template: the release step writes it.')
param packageUri string = 'https://github.com/callarchive/callarchive/releases/download/v0.1.0/callarchive-0.1.0.zip'

// The app's settings, each with the default that the app itself has

@description('When the nightly timer fires: NCRONTAB of six fields, UTC.')
param archiveSchedule string = '0 30 3 * * *'

@description('Which logs are archived, separated by commas.')
param archiveLogs string = 'sms,direct-routing,pstn,blocked-users,dialout'

@description('The container of the files. Beside it <container>-readings, -records, -failures, -plan and -digests: what was read again, what was learned, why a day is missing, what is on its way, what proves it all.')
@minLength(3)
@maxLength(54)
param archiveContainer string = 'call-logs'

@description('The ages in days at which a day is read again for late rows, separated by commas.')
param archiveRevisitDays string = '2,3,7'

@description('How far back missing days are looked for: all, which is as far back as Microsoft keeps the rows, or a number of days, 0 to 730.')
param archiveHistoryDays string = 'all'

@description('The countries of the users, two letters each (ISO 3166-1), separated by commas, such as NO,GB: Microsoft keeps rows for another time in each. Empty: any country, the most careful reading.')
param archiveCountries string = ''

@description('Days for which Microsoft keeps a log, where yours differ from what is documented: sms=365,pstn=180.')
param archiveKeptDays string = ''

@description('In how many nights every file that is final is read back once more; 0 for never.')
@minValue(0)
@maxValue(9999)
param archiveVerifyDays int = 90

@description('How many days after its last reading a settled day is counted in Graph once more, while Microsoft has it; 0 for never.')
@minValue(0)
@maxValue(9999)
param archiveRecountDays int = 91

@description('The Microsoft Graph of the tenant\'s cloud.')
@allowed([
  'https://graph.microsoft.com/beta'
  'https://graph.microsoft.us/beta'
  'https://dod-graph.microsoft.us/beta'
])
param graphEndpoint string = 'https://graph.microsoft.com/beta'

@description('How many requests a minute the app makes of one log. Microsoft takes 50, from all apps of the tenant\'s together.')
@minValue(1)
@maxValue(50)
param graphRequestsPerMinute int = 46

// Flex Consumption scales each function by itself, so this holds for each. A page waits for Graph, not for an instance.
@description('How many instances each function gets at most. One carries a night of five logs; a region that refuses so few says which number it takes.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 1

// How the files are kept

@description('How the files are replicated. Microsoft deletes the originals, so the default survives the loss of a datacentre.')
@allowed([
  'Standard_LRS'
  'Standard_ZRS'
  'Standard_GRS'
  'Standard_GZRS'
  'Standard_RAGRS'
  'Standard_RAGZRS'
])
param lakeRedundancy string = 'Standard_ZRS'

@description('Directories instead of a flat namespace in the lake. Azure then keeps no earlier versions of a file. Cannot be changed later.')
param hierarchicalNamespace bool = false

@description('After how many days without a change a file moves to the cool tier; 0 for never.')
@minValue(0)
@maxValue(36500)
param coolAfterDays int = 30

@description('Retention: after how many days without a change a file is deleted; 0 for never. Days that are older are not read again.')
@minValue(0)
@maxValue(36500)
param deleteAfterDays int = 0

@description('After how many days an earlier version of a file is deleted.')
@minValue(1)
@maxValue(36500)
param deleteVersionsAfterDays int = 30

@description('For how many days what was deleted or overwritten can be brought back.')
@minValue(1)
@maxValue(365)
param softDeleteDays int = 30

@description('For how many days no file can be changed or deleted; 0 for none. It prevents re-archiving: late rows are not added, and a person\'s rows cannot be erased.')
@minValue(0)
@maxValue(146000)
param immutabilityDays int = 0

@description('For how many days no digest and no journal entry can be changed or deleted; 0 for none. Nobody is in them but the staff who ordered something, by object id. The policy is unlocked until somebody locks it.')
@minValue(0)
@maxValue(146000)
param evidenceDays int = 0

@description('URI of a key on P-256 in Key Vault, with its version, that signs the digests; empty for none. The app\'s identity needs Key Vault Crypto User on it.')
param evidenceKey string = ''

@description('Whether the lake account is locked against deletion.')
param deleteLock bool = false

// Who is told, who may call, and over which network

@description('Who gets the alerts by e-mail; empty for nobody.')
param alertEmail string = ''

@description('URL of a webhook, such as a workflow of Microsoft Teams, that gets the alerts in the common alert schema; empty for none.')
@secure()
param alertWebhook string = ''

@description('Resource id of an action group that the alerts call as well; empty for none.')
param alertActionGroupId string = ''

@description('Who may read the files: object ids of people, groups or applications in Entra ID, separated by commas; empty for nobody.')
param lakeReaders string = ''

@description('Client id of the Entra application that people sign in to before they may call the app; empty for function keys alone.')
param signInClientId string = ''

@description('Whether both storage accounts are reached through private endpoints only.')
param privateNetwork bool = false

@description('Address range of the private network, /25 or wider: half a /25 for the app, a /27 for the endpoints. Unused where subnets are given.')
param networkAddresses string = '10.42.0.0/24'

@description('Resource id of a subnet of yours for the app, /27 or wider, delegated to Microsoft.App/environments; empty to make a network. With it goes storageSubnetId, of the same network.')
param appSubnetId string = ''

@description('Resource id of a subnet of yours for the private endpoints; empty to make a network.')
param storageSubnetId string = ''

@description('Resource id of a private DNS zone of yours for blobs, linked to your network; none if a policy of yours registers the endpoints; empty to make and link one.')
param blobZoneId string = ''

@description('The same for queues.')
param queueZoneId string = ''

// What is kept of how it went

@description('For how many days log lines, and the access log of the files, are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('How many GB of log lines a day are taken; 0 for no limit. What comes after the limit is lost until the next day, and alerts then see nothing.')
@minValue(0)
@maxValue(4000)
param logDailyCapGb int = 0

// Names are known before anything is there, and modules are given them, not what other modules give back: so a preview
// shows every resource.
var token = uniqueString(subscription().id, environmentName, location)
var names = {
  group: empty(existingResourceGroup) ? 'rg-${environmentName}' : existingResourceGroup
  identity: 'id-callarchive-${token}'
  workspace: 'log-callarchive-${token}'
  applicationInsights: 'appi-callarchive-${token}'
  hostAccount: 'callhost${token}'
  lakeAccount: 'calllake${token}'
  deploymentContainer: 'deployments'
  readingsContainer: '${archiveContainer}-readings'
  recordsContainer: '${archiveContainer}-records'
  failuresContainer: '${archiveContainer}-failures'
  planContainer: '${archiveContainer}-plan'
  digestsContainer: '${archiveContainer}-digests'
  network: 'vnet-callarchive-${token}'
  plan: 'plan-callarchive-${token}'
  app: 'func-callarchive-${token}'
}
var givenTags = empty(resourceTags)
  ? {}
  : toObject(
      split(resourceTags, ','),
      pair => trim(split(pair, '=')[0]),
      pair => trim(join(skip(split(pair, '='), 1), '='))
    )
var tags = union(givenTags, {
  'azd-env-name': environmentName
})
var makesNetwork = empty(appSubnetId) == empty(storageSubnetId)
  ? empty(appSubnetId)
  : fail('appSubnetId and storageSubnetId go together: give both, or neither')
var triggerQueues = [
  'archive-pages'
  'archive-pages-poison'
  'archive-checks'
  'archive-conductor'
]
var deadEndQueues = [
  'archive-checks-poison'
  'archive-conductor-poison'
]

resource newGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = if (empty(existingResourceGroup)) {
  name: names.group
  location: location
  tags: tags
}

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' existing = {
  name: names.group
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: {
    name: names.identity
    location: location
    tags: tags
  }
  dependsOn: [
    newGroup
  ]
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: names.workspace
    applicationInsightsName: names.applicationInsights
    location: location
    tags: tags
    retentionInDays: logRetentionDays
    dailyCapGb: logDailyCapGb
  }
  dependsOn: [
    newGroup
  ]
}

module hostStorage 'modules/host-storage.bicep' = {
  scope: group
  params: {
    accountName: names.hostAccount
    location: location
    tags: tags
    deploymentContainerName: names.deploymentContainer
    queueNames: concat(triggerQueues, deadEndQueues)
    publicAccess: !privateNetwork
  }
  dependsOn: [
    newGroup
  ]
}

module lakeStorage 'modules/lake-storage.bicep' = {
  scope: group
  params: {
    accountName: names.lakeAccount
    location: location
    tags: tags
    redundancy: lakeRedundancy
    hierarchicalNamespace: hierarchicalNamespace
    containerName: archiveContainer
    readingsContainerName: names.readingsContainer
    recordsContainerName: names.recordsContainer
    failuresContainerName: names.failuresContainer
    planContainerName: names.planContainer
    digestsContainerName: names.digestsContainer
    coolAfterDays: coolAfterDays
    deleteAfterDays: deleteAfterDays
    deleteVersionsAfterDays: deleteVersionsAfterDays
    softDeleteDays: softDeleteDays
    immutabilityDays: immutabilityDays
    evidenceDays: evidenceDays
    deleteLock: deleteLock
    publicAccess: !privateNetwork
    workspaceName: names.workspace
  }
  dependsOn: [
    monitoring
  ]
}

module roles 'modules/roles.bicep' = {
  scope: group
  params: {
    identityName: names.identity
    hostAccountName: names.hostAccount
    lakeAccountName: names.lakeAccount
    filesContainer: archiveContainer
    readingsContainer: names.readingsContainer
    recordsContainer: names.recordsContainer
    failuresContainer: names.failuresContainer
    planContainer: names.planContainer
    digestsContainer: names.digestsContainer
    triggerQueues: triggerQueues
    deadEndQueues: deadEndQueues
    applicationInsightsName: names.applicationInsights
    readers: empty(lakeReaders) ? [] : map(split(lakeReaders, ','), reader => trim(reader))
  }
  dependsOn: [
    identity
    hostStorage
    lakeStorage
    monitoring
  ]
}

module network 'modules/network.bicep' = if (privateNetwork) {
  scope: group
  params: {
    name: names.network
    location: location
    tags: tags
    addresses: networkAddresses
    storageSubnetId: makesNetwork ? '' : storageSubnetId
    blobZoneId: blobZoneId
    queueZoneId: queueZoneId
    hostAccountName: names.hostAccount
    lakeAccountName: names.lakeAccount
  }
  dependsOn: [
    hostStorage
    lakeStorage
  ]
}

module functionApp 'modules/function-app.bicep' = {
  scope: group
  params: {
    name: names.app
    planName: names.plan
    location: location
    tags: tags
    identityName: names.identity
    hostAccountName: names.hostAccount
    lakeAccountName: names.lakeAccount
    deploymentContainerName: names.deploymentContainer
    applicationInsightsName: names.applicationInsights
    maximumInstanceCount: maximumInstanceCount
    archiveSchedule: archiveSchedule
    archiveLogs: archiveLogs
    archiveContainer: archiveContainer
    archiveRevisitDays: archiveRevisitDays
    archiveHistoryDays: archiveHistoryDays
    archiveVerifyDays: archiveVerifyDays
    archiveRecountDays: archiveRecountDays
    archiveAlerts: empty(alertEmail) && empty(alertWebhook) && empty(alertActionGroupId) ? 'nobody' : 'receivers'
    archiveEvidenceKey: evidenceKey
    archiveCountries: archiveCountries
    archiveKeptDays: archiveKeptDays
    deleteAfterDays: deleteAfterDays
    graphEndpoint: graphEndpoint
    graphRequestsPerMinute: graphRequestsPerMinute
    signInClientId: signInClientId
    subnetId: !privateNetwork
      ? ''
      : makesNetwork
          ? resourceId(
              subscription().subscriptionId,
              names.group,
              'Microsoft.Network/virtualNetworks/subnets',
              names.network,
              'app'
            )
          : appSubnetId
  }
  // An app that starts without its rights fails until it is started again.
  dependsOn: [
    roles
    network
  ]
}

module signIn 'modules/sign-in.bicep' = if (!empty(signInClientId)) {
  scope: group
  params: {
    functionAppName: names.app
    clientId: signInClientId
  }
  dependsOn: [
    functionApp
  ]
}

module package 'modules/package.bicep' = if (!empty(packageUri)) {
  scope: group
  params: {
    functionAppName: names.app
    packageUri: packageUri
  }
  dependsOn: [
    functionApp
    signIn
  ]
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    applicationInsightsName: names.applicationInsights
    pageUri: '${functionApp.outputs.url}/api/archive'
    email: alertEmail
    webhook: alertWebhook
    actionGroupId: alertActionGroupId
  }
  dependsOn: [
    monitoring
  ]
}

// azd keeps these as variables of the environment; the scripts beside this file read them.
output AZURE_RESOURCE_GROUP string = names.group
output AZURE_FUNCTION_NAME string = names.app
output AZURE_FUNCTION_URL string = functionApp.outputs.url
output LAKE_ACCOUNT_NAME string = names.lakeAccount
output IDENTITY_NAME string = names.identity
output IDENTITY_CLIENT_ID string = identity.outputs.clientId
output IDENTITY_PRINCIPAL_ID string = identity.outputs.principalId

// What is left to do, in this order, for whoever deployed from the portal and reads the outputs there. Nothing should ask
// Graph for a token before the first is done: the platform keeps a token for up to a day, with the roles it had.
var sources = 'https://raw.githubusercontent.com/callarchive/callarchive/v0.1.0'
output NEXT_1_GRANT_THE_GRAPH_ROLE string = 'curl -sSfL ${sources}/infra/grant-graph-role.sh | bash -s -- --identity ${identity.outputs.principalId} --graph ${graphEndpoint}'
output NEXT_2_ARCHIVE_YESTERDAY string = 'curl -sSfL ${sources}/infra/first-day.sh | bash -s -- --app ${names.app} --group ${names.group}'
output NEXT_3_COPY_A_FUNCTION_KEY string = '${environment().portal}/#@${tenant().tenantId}/resource${subscription().id}/resourceGroups/${names.group}/providers/Microsoft.Web/sites/${names.app}/appKeys'
output NEXT_4_LOOK_AT_THE_STATUS_PAGE string = '${functionApp.outputs.url}/api/archive?code=<key>'
