metadata description = 'The identity that the app has everywhere: at Graph, at both storage accounts and at Application Insights.'

param name string
param location string
param tags object

// User-assigned, so that its roles are there before the app is, and outlive an app that is deployed anew.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

output clientId string = identity.properties.clientId
output principalId string = identity.properties.principalId
