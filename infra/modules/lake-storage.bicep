metadata description = 'The account of the files, which hold personal data: who called whom.'

param accountName string
param location string
param tags object
param redundancy string
param hierarchicalNamespace bool
param containerName string
param readingsContainerName string
param recordsContainerName string
param failuresContainerName string
param planContainerName string
param digestsContainerName string
param coolAfterDays int
param deleteAfterDays int
param deleteVersionsAfterDays int
param softDeleteDays int
param immutabilityDays int
param evidenceDays int
param deleteLock bool
param publicAccess bool
param workspaceName string

// Azure keeps no versions of blobs in a hierarchical namespace.
var versioning = !hierarchicalNamespace

var coolAction = coolAfterDays > 0
  ? {
      tierToCool: {
        daysAfterModificationGreaterThan: coolAfterDays
      }
    }
  : {}
var deleteAction = deleteAfterDays > 0
  ? {
      delete: {
        daysAfterModificationGreaterThan: deleteAfterDays
      }
    }
  : {}
// The files alone: the slash keeps the rule from the containers whose names begin in the same way. What is on its way is
// needed however long it takes.
var ageRules = coolAfterDays > 0 || deleteAfterDays > 0
  ? [
      {
        name: 'age-of-files'
        type: 'Lifecycle'
        definition: {
          filters: {
            blobTypes: [
              'blockBlob'
            ]
            prefixMatch: [
              '${containerName}/'
            ]
          }
          actions: {
            baseBlob: union(coolAction, deleteAction)
          }
        }
      }
    ]
  : []
// What is known about a file goes with it. A record is written later than its file, or never again.
var recordRules = deleteAfterDays > 0
  ? [
      {
        name: 'age-of-records'
        type: 'Lifecycle'
        definition: {
          filters: {
            blobTypes: [
              'blockBlob'
            ]
            prefixMatch: [
              '${recordsContainerName}/'
            ]
          }
          actions: {
            baseBlob: deleteAction
          }
        }
      }
    ]
  : []
// The app deletes a reading when it has been compared with its file. One that was left behind holds rows of persons, and
// is of no use once its run is over.
var readingRules = [
  {
    name: 'readings-left-behind'
    type: 'Lifecycle'
    definition: {
      filters: {
        blobTypes: [
          'blockBlob'
        ]
        prefixMatch: [
          '${readingsContainerName}/'
        ]
      }
      actions: {
        baseBlob: {
          delete: {
            daysAfterModificationGreaterThan: 7
          }
        }
      }
    }
  }
]
// A version's age counts from when it was written, not from when it was replaced: what replaces an old file may lose the
// old version on the same day. Soft deletion, which also covers versions, is what then still brings it back.
var versionRules = versioning
  ? [
      {
        name: 'earlier-versions'
        type: 'Lifecycle'
        definition: {
          filters: {
            blobTypes: [
              'blockBlob'
            ]
            prefixMatch: [
              '${containerName}/'
              '${readingsContainerName}/'
              '${recordsContainerName}/'
              '${failuresContainerName}/'
              '${planContainerName}/'
            ]
          }
          actions: {
            version: {
              delete: {
                daysAfterCreationGreaterThan: deleteVersionsAfterDays
              }
            }
          }
        }
      }
    ]
  : []
var lifecycleRules = concat(ageRules, recordRules, readingRules, versionRules)

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' existing = {
  name: workspaceName
}

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: accountName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: redundancy
  }
  properties: {
    isHnsEnabled: hierarchicalNamespace
    accessTier: 'Hot'
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: publicAccess ? 'Enabled' : 'Disabled'
    networkAcls: {
      defaultAction: publicAccess ? 'Allow' : 'Deny'
      bypass: 'None'
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: versioning
    deleteRetentionPolicy: {
      enabled: true
      days: softDeleteDays
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: softDeleteDays
    }
  }
}

resource files 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: blobs
  name: containerName
}

resource readings 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: blobs
  name: readingsContainerName
}

resource records 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: blobs
  name: recordsContainerName
}

resource failures 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: blobs
  name: failuresContainerName
}

resource plan 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: blobs
  name: planContainerName
}

resource digests 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: blobs
  name: digestsContainerName
}

// Nobody is in the digests and the journal but the staff who ordered something, so this policy may be locked, unlike that of
// the files; a template cannot (docs/evidence.md has the command). The journal is still written on: append blobs may grow,
// and nothing in them changes.
resource evidence 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2025-01-01' = if (evidenceDays > 0) {
  parent: digests
  name: 'default'
  properties: {
    immutabilityPeriodSinceCreationInDays: evidenceDays
    allowProtectedAppendWrites: true
  }
}

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: lifecycleRules
    }
  }
  dependsOn: [
    blobs
  ]
}

// Unlocked: it can be shortened or removed, by someone who may manage the account. While it is there, no file can be
// overwritten, so a day is archived once and for all, without the rows that arrive late; readings that bring any, and
// erasures, fail. Never lock it: that cannot be undone before the days are over.
resource immutability 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2025-01-01' = if (immutabilityDays > 0) {
  parent: files
  name: 'default'
  properties: {
    immutabilityPeriodSinceCreationInDays: immutabilityDays
    allowProtectedAppendWrites: false
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (deleteLock) {
  scope: account
  name: 'keep-the-archive'
  properties: {
    level: 'CanNotDelete'
    notes: 'What Microsoft has deleted since is nowhere else.'
  }
}

// Who read, wrote and deleted what, and from where.
resource accessLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: blobs
  name: 'access-log'
  properties: {
    workspaceId: workspace.id
    logs: [
      {
        category: 'StorageRead'
        enabled: true
      }
      {
        category: 'StorageWrite'
        enabled: true
      }
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
  }
}
