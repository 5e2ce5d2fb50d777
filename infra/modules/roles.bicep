metadata description = 'What the app\'s identity may do in Azure, and on what. Its role in Microsoft Graph is granted by grant-graph-role.sh.'

param principalId string
param hostAccountName string
param lakeAccountName string
param lakeContainers array

@description('Queues that a function listens to.')
param triggerQueues array

@description('Queues that the host fills and nobody listens to.')
param deadEndQueues array

param applicationInsightsName string

var storageBlobDataOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
var storageBlobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
var storageQueueDataContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
var storageQueueDataMessageSender = 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a'
var monitoringMetricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'

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

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

// The whole account, because the host makes its own containers for locks and function keys, and asks for this role.
resource ownsHostBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: hostAccount
  name: guid(hostAccount.id, principalId, storageBlobDataOwner)
  properties: {
    principalId: principalId
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
    name: guid(listenedTo[i].id, principalId, storageQueueDataContributor)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageQueueDataContributor)
    }
  }
]

resource fillsDeadEnds 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (queueName, i) in deadEndQueues: {
    scope: deadEnds[i]
    name: guid(deadEnds[i].id, principalId, storageQueueDataMessageSender)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageQueueDataMessageSender)
    }
  }
]

// The two containers and nothing else of the account.
resource writesFiles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (containerName, i) in lakeContainers: {
    scope: containers[i]
    name: guid(containers[i].id, principalId, storageBlobDataContributor)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDataContributor)
    }
  }
]

resource sendsLogLines 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: applicationInsights
  name: guid(applicationInsights.id, principalId, monitoringMetricsPublisher)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', monitoringMetricsPublisher)
  }
}
