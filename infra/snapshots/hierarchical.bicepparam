using '../main.bicep'

// Directories in the lake, so without versions; nothing is moved or deleted by age, so without a lifecycle.
param location = 'westeurope'
param packageUri = ''
param hierarchicalNamespace = true
param coolAfterDays = 0
