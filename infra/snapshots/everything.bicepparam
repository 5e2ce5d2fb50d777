using '../main.bicep'

// Every choice at another value, everything switched on.
param environmentName = 'everything'
param resourceTags = 'cost-center=42, owner=telephony=a'
param location = 'swedencentral'
param archiveSchedule = '0 0 5 * * *'
param archiveLogs = 'pstn, sms'
param archiveContainer = 'telephony'
param archiveRevisitDays = '1,2'
param archiveHistoryDays = '0'
param archiveVerifyDays = 30
param archiveRecountDays = 0
param archiveCountries = 'NO, GB'
param archiveKeptDays = 'sms=365,pstn=180'
param graphRequestsPerMinute = 10
param maximumInstanceCount = 4
param lakeRedundancy = 'Standard_GRS'
param coolAfterDays = 7
param deleteAfterDays = 365
param deleteVersionsAfterDays = 7
param softDeleteDays = 7
param immutabilityDays = 7
param evidenceDays = 3650
param evidenceKey = 'https://vault.vault.azure.net/keys/evidence/0123456789abcdef0123456789abcdef'
param deleteLock = true
param alertEmail = 'operator@example.com'
param alertWebhook = 'https://example.com/told'
param alertActionGroupId = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-told/providers/Microsoft.Insights/actionGroups/told'
param lakeReaders = '00000000-0000-0000-0000-00000000000a, 00000000-0000-0000-0000-00000000000b'
param signInClientId = '00000000-0000-0000-0000-00000000000c'
param privateNetwork = true
param networkAddresses = '172.16.8.0/23'
param logRetentionDays = 400
param logDailyCapGb = 2
