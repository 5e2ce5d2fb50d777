# Run by azd on Windows before `azd provision`: the other hooks are scripts for bash, and without them the app would be
# deployed before its identity has its role in Microsoft Graph.
[Console]::Error.WriteLine('azd deploys Callarchive from bash: run it in Azure Cloud Shell or in WSL, or use the button of the README.')
exit 1
