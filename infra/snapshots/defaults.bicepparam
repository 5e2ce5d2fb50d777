using '../main.bicep'

// What azd deploys with nothing set; the package comes after it.
param location = 'westeurope'
param packageUri = ''
