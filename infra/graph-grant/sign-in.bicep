// The Entra application that callers sign in to (SIGN_IN_CLIENT_ID), as sign-in.sh makes it. It has no secret: the app's
// identity is a federated credential of it.
extension microsoftGraphV1

@description('The app\'s address: `azd env get-value AZURE_FUNCTION_URL`.')
param functionUrl string

@description('Principal id of the app\'s identity: `azd env get-value IDENTITY_PRINCIPAL_ID`.')
param identityPrincipalId string

@description('Who may call: object ids of users, groups, or service principals of applications.')
@minLength(1)
param callers string[]

var azureCli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'
var scopeId = '6d1f2f0c-3c1b-4c43-9d9a-6a3c1a4f7e01'
var roleId = '6d1f2f0c-3c1b-4c43-9d9a-6a3c1a4f7e02'
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
  api: {
    requestedAccessTokenVersion: 2
    oauth2PermissionScopes: [
      {
        id: scopeId
        value: 'call'
        type: 'User'
        isEnabled: true
        adminConsentDisplayName: 'Call Callarchive'
        adminConsentDescription: 'See which days are archived, and order backfills.'
        userConsentDisplayName: 'Call Callarchive'
        userConsentDescription: 'See which days are archived, and order backfills.'
      }
    ]
    preAuthorizedApplications: [
      {
        appId: azureCli
        delegatedPermissionIds: [
          scopeId
        ]
      }
    ]
  }
  appRoles: [
    {
      id: roleId
      value: 'Callarchive.Call'
      displayName: 'Caller'
      description: 'May call Callarchive.'
      isEnabled: true
      allowedMemberTypes: [
        'User'
        'Application'
      ]
    }
  ]

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

resource assignments 'Microsoft.Graph/appRoleAssignedTo@v1.0' = [
  for caller in callers: {
    principalId: caller
    resourceId: servicePrincipal.id
    appRoleId: roleId
  }
]

output SIGN_IN_CLIENT_ID string = application.appId
