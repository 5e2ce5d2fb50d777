using '../main.bicep'

// Into a resource group, a network and DNS zones that are there already.
param location = 'westeurope'
param packageUri = ''
param existingResourceGroup = 'telephony'
param privateNetwork = true
param appSubnetId = '/subscriptions/00000000-0000-0000-0000-000000000003/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/corporate/subnets/app'
param storageSubnetId = '/subscriptions/00000000-0000-0000-0000-000000000003/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/corporate/subnets/endpoints'
param blobZoneId = '/subscriptions/00000000-0000-0000-0000-000000000003/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net'
param queueZoneId = 'none'
