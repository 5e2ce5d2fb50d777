metadata description = 'The app on Flex Consumption, and its settings.'

param name string
param planName string
param location string
param tags object
param identityName string
param hostAccountName string
param lakeAccountName string
param deploymentContainerName string
param applicationInsightsName string
param maximumInstanceCount int
param archiveSchedule string
param archiveLogs string
param archiveContainer string
param archiveRevisitDays string
param archiveHistoryDays string
param archiveVerifyDays int
param archiveRecountDays int
param archiveAlerts string
param archiveEvidenceKey string
param archiveCountries string
param archiveKeptDays string

@description('After how many days the lake deletes a file by itself; 0 for never.')
param deleteAfterDays int

param graphEndpoint string
param graphRequestsPerMinute int

@description('Client id of the Entra application that callers sign in to; empty for function keys alone.')
param signInClientId string

@description('The subnet that the app calls out through; empty for none.')
param subnetId string

// Service URIs and no account names: from a name, host and app would make addresses of the global cloud.
var hostBlobs = 'https://${hostAccountName}.blob.${environment().suffixes.storage}'
var hostQueues = 'https://${hostAccountName}.queue.${environment().suffixes.storage}'
var lakeBlobs = 'https://${lakeAccountName}.blob.${environment().suffixes.storage}'

var appSettings = [
  {
    name: 'AzureWebJobsStorage__blobServiceUri'
    value: hostBlobs
  }
  {
    name: 'AzureWebJobsStorage__queueServiceUri'
    value: hostQueues
  }
  {
    name: 'AzureWebJobsStorage__credential'
    value: 'managedidentity'
  }
  {
    name: 'AzureWebJobsStorage__clientId'
    value: identity.properties.clientId
  }
  {
    name: 'ARCHIVE_STORAGE__blobServiceUri'
    value: lakeBlobs
  }
  {
    name: 'ARCHIVE_STORAGE__credential'
    value: 'managedidentity'
  }
  {
    name: 'ARCHIVE_STORAGE__clientId'
    value: identity.properties.clientId
  }
  {
    name: 'AZURE_CLIENT_ID'
    value: identity.properties.clientId
  }
  {
    name: 'ARCHIVE_SCHEDULE'
    value: archiveSchedule
  }
  {
    name: 'ARCHIVE_LOGS'
    value: archiveLogs
  }
  {
    name: 'ARCHIVE_CONTAINER'
    value: archiveContainer
  }
  {
    name: 'ARCHIVE_REVISIT_DAYS'
    value: archiveRevisitDays
  }
  {
    name: 'ARCHIVE_HISTORY_DAYS'
    value: archiveHistoryDays
  }
  {
    name: 'ARCHIVE_VERIFY_DAYS'
    value: string(archiveVerifyDays)
  }
  {
    name: 'ARCHIVE_RECOUNT_DAYS'
    value: string(archiveRecountDays)
  }
  {
    name: 'ARCHIVE_COUNTRIES'
    value: archiveCountries
  }
  {
    name: 'ARCHIVE_KEPT_DAYS'
    value: archiveKeptDays
  }
  {
    name: 'ARCHIVE_DELETE_AFTER_DAYS'
    value: string(deleteAfterDays)
  }
  {
    name: 'ARCHIVE_EVIDENCE_KEY'
    value: archiveEvidenceKey
  }
  {
    name: 'ARCHIVE_ALERTS'
    value: archiveAlerts
  }
  {
    name: 'ARCHIVE_AUTH'
    value: empty(signInClientId) ? 'key' : 'entra'
  }
  {
    name: 'GRAPH_ENDPOINT'
    value: graphEndpoint
  }
  {
    name: 'GRAPH_REQUESTS_PER_MINUTE'
    value: string(graphRequestsPerMinute)
  }
  {
    name: 'APPLICATIONINSIGHTS_CONNECTION_STRING'
    value: applicationInsights.properties.ConnectionString
  }
  {
    name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING'
    value: 'ClientId=${identity.properties.clientId};Authorization=AAD'
  }
]
// App Service authentication reads the identity that stands in for a client secret from this setting.
var signInSettings = empty(signInClientId)
  ? []
  : [
      {
        name: 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'
        value: identity.properties.clientId
      }
    ]

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    tier: 'FlexConsumption'
    name: 'FC1'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  // The name that azure.yaml gives to this app.
  tags: union(tags, {
    'azd-service-name': 'app'
  })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      runtime: {
        name: 'java'
        version: '21'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        maximumInstanceCount: maximumInstanceCount
      }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${hostBlobs}/${deploymentContainerName}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      appSettings: concat(appSettings, signInSettings)
    }
  }
}

// Deployments come with an Entra token, never with a publishing password.
resource scmPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
}

resource ftpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}

output url string = 'https://${app.properties.defaultHostName}'
