metadata description = 'What the app\'s identity may do in Azure, and on what. Its role in Microsoft Graph is granted by grant-graph-role.sh.'

param identityName string
param hostAccountName string
param lakeAccountName string
param filesContainer string
param readingsContainer string
param recordsContainer string
param failuresContainer string
param planContainer string
param digestsContainer string

@description('Queues that a function listens to.')
param triggerQueues string[]

@description('Queues that the host fills and nobody listens to.')
param deadEndQueues string[]

param applicationInsightsName string

@description('Object ids of those who may read the files.')
param readers string[]

var storageBlobDataOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
var storageBlobDataReader = '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
var storageBlobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
var storageQueueDataContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
var storageQueueDataMessageSender = 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a'
var monitoringMetricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'

var lakeContainers = [
  filesContainer
  readingsContainer
  recordsContainer
  failuresContainer
  planContainer
]

// Its principal id may stand in an assignment, but not in an assignment's name: it is known only once the identity is
// there, and no preview could show the assignment. So the names are made of the identity's resource id. Should the identity
// be deleted and made anew, its old assignments must be deleted first (docs/troubleshooting.md).
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource hostAccount 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: hostAccountName
}

resource hostQueueService 'Microsoft.Storage/storageAccounts/queueServices@2025-01-01' existing = {
  parent: hostAccount
  name: 'default'
}

resource listenedTo 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-01-01' existing = [
  for queueName in triggerQueues: {
    parent: hostQueueService
    name: queueName
  }
]

resource deadEnds 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-01-01' existing = [
  for queueName in deadEndQueues: {
    parent: hostQueueService
    name: queueName
  }
]

resource lakeAccount 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: lakeAccountName
}

resource lakeBlobs 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' existing = {
  parent: lakeAccount
  name: 'default'
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' existing = [
  for containerName in lakeContainers: {
    parent: lakeBlobs
    name: containerName
  }
]

resource digests 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' existing = {
  parent: lakeBlobs
  name: digestsContainer
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

// The whole account, because the host makes its own containers for locks and function keys, and asks for this role.
resource ownsHostBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: hostAccount
  name: guid(hostAccount.id, identity.id, storageBlobDataOwner)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDataOwner)
  }
}

// Reader, Message Processor and Message Sender together are not enough for a queue that a function listens to: the host
// prolongs a message's lease, and gives back a message that failed, by Update Message, which asks for messages/write, and
// of the built-in roles only this one has it (MicrosoftDocs/azure-docs#120932).
resource worksOffQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (queueName, i) in triggerQueues: {
    scope: listenedTo[i]
    name: guid(listenedTo[i].id, identity.id, storageQueueDataContributor)
    properties: {
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageQueueDataContributor)
    }
  }
]

resource fillsDeadEnds 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (queueName, i) in deadEndQueues: {
    scope: deadEnds[i]
    name: guid(deadEnds[i].id, identity.id, storageQueueDataMessageSender)
    properties: {
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageQueueDataMessageSender)
    }
  }
]

// These containers and nothing else of the account.
resource writesFiles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (containerName, i) in lakeContainers: {
    scope: containers[i]
    name: guid(containers[i].id, identity.id, storageBlobDataContributor)
    properties: {
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDataContributor)
    }
  }
]

// Puts a blob where none is and appends to an append blob (add/action, which is enough for both by the reference of Put Blob
// and Append Block), and neither overwrites nor deletes one. No built-in role is that narrow, and who deploys need not be
// allowed to make roles: so the condition takes the rest away. It does not reach the container itself.
var blobActions = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs'
var addsOnly = '((!(ActionMatches{\'${blobActions}/write\'})) AND (!(ActionMatches{\'${blobActions}/delete\'})) AND (!(ActionMatches{\'${blobActions}/move/action\'})))'

resource addsEvidence 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: digests
  name: guid(digests.id, identity.id, storageBlobDataContributor)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDataContributor)
    conditionVersion: '2.0'
    condition: addsOnly
  }
}

resource sendsLogLines 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: applicationInsights
  name: guid(applicationInsights.id, identity.id, monitoringMetricsPublisher)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', monitoringMetricsPublisher)
  }
}

// The files alone: neither why a day is missing nor what is on its way. People, groups and applications: so their type is left open.
resource readsFiles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for reader in readers: {
    scope: containers[0]
    name: guid(containers[0].id, reader, storageBlobDataReader)
    properties: {
      principalId: reader
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDataReader)
    }
  }
]
