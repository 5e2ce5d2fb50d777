metadata description = 'Private endpoints through which the app, and nobody outside, reaches both storage accounts; their network and DNS zones, unless there are some.'

param name string
param location string
param tags object

@description('The range of the network that is made.')
param addresses string

@description('A subnet that is there already, for the endpoints; empty to make a network.')
param storageSubnetId string

@description('A zone that is there already; none for no registration; empty to make one.')
param blobZoneId string

@description('The same for queues.')
param queueZoneId string

param hostAccountName string
param lakeAccountName string

var endpoints = [
  {
    name: 'host-blob'
    accountName: hostAccountName
    service: 'blob'
  }
  {
    name: 'host-queue'
    accountName: hostAccountName
    service: 'queue'
  }
  {
    name: 'lake-blob'
    accountName: lakeAccountName
    service: 'blob'
  }
]

var subnetId = empty(storageSubnetId)
  ? resourceId('Microsoft.Network/virtualNetworks/subnets', name, 'storage')
  : storageSubnetId
var subnetPath = split(subnetId, '/')
var networkId = resourceId(subnetPath[2], subnetPath[4], 'Microsoft.Network/virtualNetworks', subnetPath[8])
var zoneIds = {
  blob: empty(blobZoneId) ? resourceId('Microsoft.Network/privateDnsZones', blobZoneName) : blobZoneId
  queue: empty(queueZoneId) ? resourceId('Microsoft.Network/privateDnsZones', queueZoneName) : queueZoneId
}
var blobZoneName = 'privatelink.blob.${environment().suffixes.storage}'
var queueZoneName = 'privatelink.queue.${environment().suffixes.storage}'

resource network 'Microsoft.Network/virtualNetworks@2024-07-01' = if (empty(storageSubnetId)) {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [
        addresses
      ]
    }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: cidrSubnet(addresses, 26, 0)
          delegations: [
            {
              name: 'flex-consumption'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
      {
        name: 'storage'
        properties: {
          addressPrefix: cidrSubnet(addresses, 27, 2)
          privateEndpointNetworkPolicies: 'Disabled'
        }
      }
    ]
  }
}

resource blobZone 'Microsoft.Network/privateDnsZones@2024-06-01' = if (empty(blobZoneId)) {
  name: blobZoneName
  location: 'global'
  tags: tags
}

resource blobZoneLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = if (empty(blobZoneId)) {
  parent: blobZone
  name: name
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
  dependsOn: [
    network
  ]
}

resource queueZone 'Microsoft.Network/privateDnsZones@2024-06-01' = if (empty(queueZoneId)) {
  name: queueZoneName
  location: 'global'
  tags: tags
}

resource queueZoneLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = if (empty(queueZoneId)) {
  parent: queueZone
  name: name
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
  dependsOn: [
    network
  ]
}

resource privateEndpoints 'Microsoft.Network/privateEndpoints@2024-07-01' = [
  for endpoint in endpoints: {
    name: 'pe-${endpoint.name}'
    location: location
    tags: tags
    properties: {
      subnet: {
        id: subnetId
      }
      privateLinkServiceConnections: [
        {
          name: endpoint.name
          properties: {
            privateLinkServiceId: resourceId('Microsoft.Storage/storageAccounts', endpoint.accountName)
            groupIds: [
              endpoint.service
            ]
          }
        }
      ]
    }
    dependsOn: [
      network
    ]
  }
]

resource zoneGroups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-07-01' = [
  for (endpoint, i) in endpoints: if (zoneIds[endpoint.service] != 'none') {
    parent: privateEndpoints[i]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: endpoint.service
          properties: {
            privateDnsZoneId: zoneIds[endpoint.service]
          }
        }
      ]
    }
    dependsOn: [
      blobZone
      queueZone
    ]
  }
]
