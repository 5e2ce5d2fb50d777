using '../main.bicep'

// The same button pressed again, when it brings another version.
param location = 'usgovvirginia'
param graphEndpoint = 'https://graph.microsoft.us/beta'
param packageUri = 'https://github.com/callarchive/callarchive/releases/download/v99.0.0/callarchive-99.0.0.zip'
