// The Entra application that people sign in to before they may call the app (SIGN_IN_CLIENT_ID). It has no secret: the
// app's identity is a federated credential of it.
extension microsoftGraphV1

@description('The app\'s address: `azd env get-value AZURE_FUNCTION_URL`.')
param functionUrl string

@description('Principal id of the app\'s identity: `azd env get-value IDENTITY_PRINCIPAL_ID`.')
param identityPrincipalId string

var usGovernment = environment().name == 'AzureUSGovernment'

resource application 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: 'callarchive-sign-in'
  displayName: 'Callarchive'
  signInAudience: 'AzureADMyOrg'
  web: {
    redirectUris: [
      '${functionUrl}/.auth/login/aad/callback'
    ]
    implicitGrantSettings: {
      enableIdTokenIssuance: true
    }
  }

  resource identity 'federatedIdentityCredentials@v1.0' = {
    name: '${application.uniqueName}/callarchive'
    subject: identityPrincipalId
    issuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
    audiences: [
      usGovernment ? 'api://AzureADTokenExchangeUSGov' : 'api://AzureADTokenExchange'
    ]
  }
}

// Only whom an administrator assigns to the application may sign in, not the whole tenant.
resource servicePrincipal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: application.appId
  appRoleAssignmentRequired: true
}

output SIGN_IN_CLIENT_ID string = application.appId
