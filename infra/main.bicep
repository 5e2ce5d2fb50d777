targetScope = 'subscription'

metadata description = 'Callarchive: a Functions app that archives the telephony logs of Microsoft Teams, and all that it needs except its role in Microsoft Graph.'

// What it is called and where it is

@description('The azd environment. It names the resource group and tells deployments apart.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('The Azure region. It must have Flex Consumption; `az functionapp list-flexconsumption-locations` lists them.')
@minLength(1)
param location string

// The app's settings, each with the default that the app itself has

@description('When the nightly timer fires: NCRONTAB of six fields, UTC.')
param archiveSchedule string = '0 30 3 * * *'

@description('Which logs are archived, separated by commas.')
param archiveLogs string = 'sms,direct-routing,pstn,blocked-users,dialout'

@description('The container of the files. A second one, <container>-failures, says why a day is missing.')
@minLength(3)
@maxLength(54)
param archiveContainer string = 'call-logs'

@description('The ages in days at which a day is read again for late rows, separated by commas.')
param archiveRevisitDays string = '2,3,7'

@description('How many days back missing days are looked for.')
@minValue(0)
@maxValue(366)
param archiveHistoryDays int = 30

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
param coolAfterDays int = 30

@description('Retention: after how many days without a change a file is deleted; 0 for never.')
@minValue(0)
param deleteAfterDays int = 0

@description('After how many days an earlier version of a file is deleted.')
@minValue(1)
param deleteVersionsAfterDays int = 30

@description('For how many days what was deleted or overwritten can be brought back.')
@minValue(1)
@maxValue(365)
param softDeleteDays int = 30

@description('For how many days no file can be changed or deleted; 0 for none. It prevents re-archiving: late rows are not added, the check of a file cannot be noted on it, and a person\'s rows cannot be erased.')
@minValue(0)
@maxValue(146000)
param immutabilityDays int = 0

@description('Whether the lake account is locked against deletion.')
param deleteLock bool = false

// Who is told, who may call, and over which network

@description('Who gets the alerts by e-mail; empty for nobody.')
param alertEmail string = ''

@description('Resource id of an action group that the alerts call as well; empty for none.')
param alertActionGroupId string = ''

@description('Client id of the Entra application that people sign in to before they may call the app; empty for function keys alone.')
param signInClientId string = ''

@description('Whether both storage accounts are reached through private endpoints only.')
param privateNetwork bool = false

var token = uniqueString(subscription().id, environmentName, location)
var tags = {
  'azd-env-name': environmentName
}
var failuresContainer = '${archiveContainer}-failures'
var triggerQueues = [
  'archive-pages'
  'archive-pages-poison'
  'archive-checks'
]
var deadEndQueues = [
  'archive-checks-poison'
]

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: {
    name: 'id-callarchive-${token}'
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: 'log-callarchive-${token}'
    applicationInsightsName: 'appi-callarchive-${token}'
    location: location
    tags: tags
  }
}

module hostStorage 'modules/host-storage.bicep' = {
  scope: group
  params: {
    accountName: 'callhost${token}'
    location: location
    tags: tags
    queueNames: concat(triggerQueues, deadEndQueues)
    publicAccess: !privateNetwork
  }
}

module lakeStorage 'modules/lake-storage.bicep' = {
  scope: group
  params: {
    accountName: 'calllake${token}'
    location: location
    tags: tags
    redundancy: lakeRedundancy
    hierarchicalNamespace: hierarchicalNamespace
    containerName: archiveContainer
    failuresContainerName: failuresContainer
    coolAfterDays: coolAfterDays
    deleteAfterDays: deleteAfterDays
    deleteVersionsAfterDays: deleteVersionsAfterDays
    softDeleteDays: softDeleteDays
    immutabilityDays: immutabilityDays
    deleteLock: deleteLock
    publicAccess: !privateNetwork
    workspaceId: monitoring.outputs.workspaceId
  }
}

module roles 'modules/roles.bicep' = {
  scope: group
  params: {
    principalId: identity.outputs.principalId
    hostAccountName: hostStorage.outputs.accountName
    lakeAccountName: lakeStorage.outputs.accountName
    lakeContainers: [
      archiveContainer
      failuresContainer
    ]
    triggerQueues: triggerQueues
    deadEndQueues: deadEndQueues
    applicationInsightsName: monitoring.outputs.applicationInsightsName
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  scope: group
  params: {
    name: 'vnet-callarchive-${token}'
    location: location
    tags: tags
    hostAccountId: hostStorage.outputs.accountId
    lakeAccountId: lakeStorage.outputs.accountId
  }
}

module functionApp 'modules/function-app.bicep' = {
  scope: group
  params: {
    name: 'func-callarchive-${token}'
    planName: 'plan-callarchive-${token}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    hostAccountName: hostStorage.outputs.accountName
    lakeAccountName: lakeStorage.outputs.accountName
    deploymentContainerName: hostStorage.outputs.deploymentContainerName
    applicationInsightsName: monitoring.outputs.applicationInsightsName
    archiveSchedule: archiveSchedule
    archiveLogs: archiveLogs
    archiveContainer: archiveContainer
    archiveRevisitDays: archiveRevisitDays
    archiveHistoryDays: archiveHistoryDays
    graphEndpoint: graphEndpoint
    graphRequestsPerMinute: graphRequestsPerMinute
    signInClientId: signInClientId
    subnetId: privateNetwork ? network!.outputs.appSubnetId : ''
  }
  // An app that starts without its rights fails until it is started again.
  dependsOn: [
    roles
  ]
}

module signIn 'modules/sign-in.bicep' = if (!empty(signInClientId)) {
  scope: group
  params: {
    functionAppName: functionApp.outputs.name
    clientId: signInClientId
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    applicationInsightsId: monitoring.outputs.applicationInsightsId
    logs: split(archiveLogs, ',')
    email: alertEmail
    actionGroupId: alertActionGroupId
  }
}

// azd keeps these as variables of the environment; the scripts beside this file read them.
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_FUNCTION_NAME string = functionApp.outputs.name
output AZURE_FUNCTION_URL string = functionApp.outputs.url
output LAKE_ACCOUNT_NAME string = lakeStorage.outputs.accountName
output IDENTITY_NAME string = identity.outputs.name
output IDENTITY_CLIENT_ID string = identity.outputs.clientId
output IDENTITY_PRINCIPAL_ID string = identity.outputs.principalId
