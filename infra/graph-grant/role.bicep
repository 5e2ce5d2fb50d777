// The grant of grant-graph-role.sh as a deployment, for administrators who want it declared.
extension microsoftGraphV1

@description('Principal id of the app\'s identity: `azd env get-value IDENTITY_PRINCIPAL_ID`.')
param identityPrincipalId string

@allowed([
  'CallRecord-PstnCalls.Read.All'
  'CallRecords.Read.All'
])
param role string = 'CallRecord-PstnCalls.Read.All'

resource graph 'Microsoft.Graph/servicePrincipals@v1.0' existing = {
  appId: '00000003-0000-0000-c000-000000000000'
}

resource grant 'Microsoft.Graph/appRoleAssignedTo@v1.0' = {
  principalId: identityPrincipalId
  resourceId: graph.id
  appRoleId: filter(graph.appRoles, appRole => appRole.value == role)[0].id
}
