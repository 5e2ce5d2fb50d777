using '../main.bicep'

// What the button deploys with the form as it opens, in US Government.
param location = 'usgovvirginia'
param graphEndpoint = 'https://graph.microsoft.us/beta'
