metadata description = 'The app\'s package, fetched from an address and deployed as Flex Consumption takes it.'

param functionAppName string
param packageUri string

resource app 'Microsoft.Web/sites@2024-11-01' existing = {
  name: functionAppName
}

resource package 'Microsoft.Web/sites/extensions@2024-11-01' = {
  parent: app
  name: 'onedeploy'
  // Bicep's description of this type ends with its name; these two are how Microsoft documents it, as the only way for a
  // template to deploy to Flex Consumption (azure-docs, functions-infrastructure-as-code.md, "Deployment package").
  #disable-next-line BCP187
  properties: {
    packageUri: packageUri
    remoteBuild: false
  }
}
