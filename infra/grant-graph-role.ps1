<#
.SYNOPSIS
Grants the app's identity its role in Microsoft Graph. An Entra administrator runs it, once; again does no harm.

.DESCRIPTION
The twin of grant-graph-role.sh for PowerShell (5.1 or newer): the same options, answers and exit codes. Needs the Azure
CLI, signed in as Privileged Role Administrator or Global Administrator of the tenant. While Entra ID does not know a new
identity yet, or is busy, it is asked again for two minutes.

Exit code: 0 granted, 2 wrong usage, 3 not granted (-Check), 4 no right to read or grant, 5 granted, but the app's token is
older than the grant (-Check), 1 anything else.

.PARAMETER Identity
Object id (principal id) of the managed identity; without it and without -Name, what azd knows: IDENTITY_PRINCIPAL_ID.

.PARAMETER Name
Name of the managed identity instead.

.PARAMETER Role
CallRecord-PstnCalls.Read.All (the default, and enough) or CallRecords.Read.All.

.PARAMETER Graph
Microsoft Graph of the tenant's cloud; without it what azd knows, GRAPH_ENDPOINT, or else that of the Azure CLI's cloud.
Give https://dod-graph.microsoft.us for US Government DoD.

.PARAMETER Check
Change nothing, say whether the role is granted, and, where azd knows the app, which roles the app's own token has.

.PARAMETER Print
Call nothing, print the commands for an administrator who is someone else, to be pasted into Azure Cloud Shell.

.EXAMPLE
./grant-graph-role.ps1 -Identity 11111111-2222-3333-4444-555555555555
#>
[CmdletBinding()]
param(
    [string] $Identity,
    [string] $Name,
    [string] $Role,
    [string] $Graph,
    [switch] $Check,
    [switch] $Print
)

Set-StrictMode -Version 2
# What az writes to its errors is no error of this script's; its exit code tells.
$ErrorActionPreference = 'Continue'

$GraphApp = '00000003-0000-0000-c000-000000000000'
$Narrow = 'CallRecord-PstnCalls.Read.All'
$Wide = 'CallRecords.Read.All'
$Tries = 13
$PauseSeconds = if ($env:RETRY_PAUSE_SECONDS) { [int] $env:RETRY_PAUSE_SECONDS } else { 10 }

function Stop-Script([int] $Code, [string[]] $Lines) {
    foreach ($line in $Lines) {
        [Console]::Error.WriteLine("grant-graph-role: $line")
    }
    exit $Code
}

# A value of the azd environment: from azd's hooks as a variable, otherwise asked for.
function Get-AzdValue([string] $Variable) {
    $value = [Environment]::GetEnvironmentVariable($Variable)
    if (-not $value -and (Get-Command azd -ErrorAction SilentlyContinue)) {
        $value = & azd env get-value $Variable 2> $null
        if ($LASTEXITCODE -ne 0) {
            $value = ''
        }
    }
    return "$value".Trim()
}

# Runs az: its answer as an object, what it complained of, and its exit code. On Windows az is a batch file, in which
# parentheses and quotes of an argument mean something: so there are none, but in arguments with blanks, which are quoted.
function Invoke-Az([string[]] $Arguments) {
    $said = & az @Arguments --output json 2>&1
    $code = $LASTEXITCODE
    $complaints = @($said | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | ForEach-Object { "$_" })
    $answer = @($said | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] }) -join "`n"
    $value = $null
    if ($code -eq 0 -and $answer.Trim()) {
        $value = $answer | ConvertFrom-Json
    }
    return [pscustomobject] @{ Code = $code; Value = $value; Problem = $complaints -join "`n" }
}

# Whether it may be otherwise in a moment: a busy service, or a new object that not all of Entra ID's servers know yet. An
# identity of another tenant answers like a new one, for good; so who only checks does not wait for it.
function Test-Passing([string] $Problem) {
    if ($Problem -match 'TooManyRequests|Too Many Requests|Service Unavailable|Gateway Time|Bad Gateway|Internal Server Error') {
        return $true
    }
    return (-not $Check) -and ($Problem -match 'ResourceNotFound|Not Found|Not a valid reference update')
}

# What Graph answers, or the script's end. The first argument says in words what for.
function Invoke-Graph([string] $What, [string] $Path, [string[]] $More = @()) {
    for ($try = 1; ; $try++) {
        $done = Invoke-Az (@('rest', '--resource', $script:GraphHost, '--url', "$script:GraphHost/v1.0/$Path") + $More)
        if ($done.Code -eq 0) {
            return $done.Value
        }
        if ($try -eq $Tries -or -not (Test-Passing $done.Problem)) {
            break
        }
        if ($try -eq 1) {
            [Console]::Error.WriteLine("grant-graph-role: cannot $What yet; trying again for two minutes")
        }
        Start-Sleep -Seconds $PauseSeconds
    }
    if ($done.Problem -match 'Permission being assigned already exists') {
        return $null
    }
    if ($done.Problem -match 'Authorization_RequestDenied|Forbidden') {
        Stop-Script 4 @(
            "you may not ${What}: Microsoft Graph answered 403 (Authorization_RequestDenied).",
            'To grant, sign in (az login) as Privileged Role Administrator or Global Administrator,',
            'or send such an administrator what this script prints with -Print.')
    }
    if ($done.Problem -match 'ResourceNotFound|Not Found|Not a valid reference update') {
        Stop-Script 1 @(
            "cannot ${What}: Microsoft Graph has no such object.",
            'Is az signed in to the tenant that the subscription of the app belongs to? az account show --query tenantId')
    }
    Stop-Script 1 @("cannot ${What}: $($done.Problem)")
}

# The scheme and host alone; refuses the clouds that do not have the logs.
function Get-GraphHost {
    $found = $Graph
    if (-not $found) {
        $found = Get-AzdValue 'GRAPH_ENDPOINT'
    }
    if (-not $found -and $Print) {
        $found = 'https://graph.microsoft.com'
    }
    if (-not $found) {
        $found = (Invoke-Az @('cloud', 'show')).Value.endpoints.microsoftGraphResourceId
    }
    $found = $found.TrimEnd('/')
    if ($found.EndsWith('/beta')) {
        $found = $found.Substring(0, $found.Length - '/beta'.Length)
    }
    $known = @('https://graph.microsoft.com', 'https://graph.microsoft.us', 'https://dod-graph.microsoft.us')
    if ($found -match 'chinacloudapi\.cn') {
        Stop-Script 1 @('Microsoft Graph operated by 21Vianet (China) does not have the telephony logs')
    }
    if ($known -notcontains $found) {
        Stop-Script 2 @("$found is none of $($known -join ', ')")
    }
    return $found
}

function Get-Identity {
    $found = $Identity
    if ($Name) {
        $ids = @()
        for ($try = 1; ; $try++) {
            $answer = Invoke-Graph "look up the identity $Name" "servicePrincipals?`$filter=displayName eq '$Name'"
            $ids = @($answer.value | Where-Object { $_.servicePrincipalType -eq 'ManagedIdentity' } | ForEach-Object { $_.id })
            if ($ids.Count -gt 0 -or $Check -or $try -eq $Tries) {
                break
            }
            Start-Sleep -Seconds $PauseSeconds
        }
        if ($ids.Count -eq 0) {
            Stop-Script 1 @("the tenant has no managed identity of the name $Name")
        }
        if ($ids.Count -gt 1) {
            Stop-Script 1 @("the tenant has several managed identities of the name ${Name}: use -Identity")
        }
        $found = $ids[0]
    }
    if (-not $found) {
        $found = Get-AzdValue 'IDENTITY_PRINCIPAL_ID'
    }
    if (-not $found) {
        Stop-Script 2 @('which identity? Use -Identity or -Name, or run this where azd has provisioned')
    }
    if ($found -notmatch '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$') {
        Stop-Script 2 @("$found is not an object id")
    }
    return $found
}

# Says whose logs the app will archive: those of the identity's tenant, which is that of its subscription.
function Show-Tenant {
    $done = Invoke-Az @('rest', '--resource', $GraphHost, '--url',
        "$GraphHost/v1.0/organization?`$select=displayName,verifiedDomains")
    if ($done.Code -ne 0) {
        return
    }
    $organization = @($done.Value.value)[0]
    $domain = @($organization.verifiedDomains | Where-Object { $_.isDefault })[0]
    Write-Output "Tenant: $($organization.displayName), $($domain.name). The app archives the logs of its Teams, and of no other's."
}

# By name, because ids pasted from somewhere are how the wrong permission is granted.
function Get-GraphService {
    $answer = Invoke-Graph 'read the roles of Microsoft Graph' "servicePrincipals?`$filter=appId eq '$GraphApp'"
    return @($answer.value)[0]
}

function Get-RoleId($Service, [string] $Value) {
    $found = @($Service.appRoles | Where-Object { $_.value -eq $Value })
    if ($found.Count -gt 0) {
        return $found[0].id
    }
    return ''
}

function Test-Assigned([string] $Principal, [string] $RoleId) {
    $answer = Invoke-Graph "read the roles of the identity $Principal" "servicePrincipals/$Principal/appRoleAssignments"
    return @($answer.value | Where-Object { $_.appRoleId -eq $RoleId }).Count -gt 0
}

function Test-Grant([string] $Principal) {
    $service = Get-GraphService
    $asked = @(if ($Role) { $Role } else { $Narrow, $Wide })
    foreach ($candidate in $asked) {
        $id = Get-RoleId $service $candidate
        if ($id -and (Test-Assigned $Principal $id)) {
            Write-Output "Assigned: the identity $Principal has the role $candidate in Microsoft Graph."
            Test-Token
            return
        }
    }
    Write-Output "Not assigned: the identity $Principal does not have the role $($asked[0]) in Microsoft Graph."
    Write-Output 'The app was not asked which roles its token has: it would fetch one now, without the role, and keep it for up to a day.'
    exit 3
}

# What is assigned is in the tokens that are made from then on; what Graph goes by is in the token that the app holds. Only
# the app can tell that, and only where azd knows it.
function Test-Token {
    $app = Get-AzdValue 'AZURE_FUNCTION_NAME'
    $group = Get-AzdValue 'AZURE_RESOURCE_GROUP'
    if (-not $app -or -not $group) {
        Write-Output "What the app's token has, graph-role in its /api/health tells."
        return
    }
    $keys = Invoke-Az @('functionapp', 'keys', 'list', '--resource-group', $group, '--name', $app)
    if ($keys.Code -ne 0 -or -not $keys.Value.functionKeys.default) {
        Write-Output 'The app does not run yet, so it has no token.'
        return
    }
    $client = Get-AzdValue 'SIGN_IN_CLIENT_ID'
    $access = if ($client) { @('--resource', $client) } else { @('--skip-authorization-header') }
    $headers = New-TemporaryFile
    Set-Content -LiteralPath $headers.FullName -Value "{`"x-functions-key`": `"$($keys.Value.functionKeys.default)`"}"
    $url = Get-AzdValue 'AZURE_FUNCTION_URL'
    $done = Invoke-Az (@('rest') + $access + @('--url', "$url/api/health", '--headers', "@$($headers.FullName)"))
    Remove-Item -LiteralPath $headers.FullName
    # Health is 503 for other reasons, too; its text has the check either way.
    $told = $done.Problem
    if ($done.Code -eq 0) {
        $told = $done.Value | ConvertTo-Json -Depth 8 -Compress
    }
    if ($told -notmatch 'the token for Graph holds ([^";]*)') {
        Write-Output 'The app does not tell which roles its token has: ask /api/health again in a minute.'
        return
    }
    $roles = $Matches[1]
    Write-Output "Token: what the app holds now has $roles."
    if (-not ($roles.Contains($Narrow) -or $roles.Contains($Wide))) {
        Write-Output 'So it is older than the assignment. The platform keeps it for up to a day, and nothing makes it fetch another;'
        Write-Output 'then the app archives what is missing, by itself. Nothing is left to do.'
        exit 5
    }
}

function Add-Grant([string] $Principal) {
    $asked = if ($Role) { $Role } else { $Narrow }
    $service = Get-GraphService
    $id = Get-RoleId $service $asked
    if (-not $id) {
        Stop-Script 1 @("Microsoft Graph in this cloud has no role $asked")
    }
    if (Test-Assigned $Principal $id) {
        Write-Output "Nothing to do: the identity $Principal already has the role $asked in Microsoft Graph."
        return
    }
    $body = New-TemporaryFile
    Set-Content -LiteralPath $body.FullName -Value "{`"principalId`": `"$Principal`", `"resourceId`": `"$($service.id)`", `"appRoleId`": `"$id`"}"
    $null = Invoke-Graph "grant the role $asked" "servicePrincipals/$($service.id)/appRoleAssignedTo" @(
        '--method', 'post', '--headers', 'Content-Type=application/json', '--body', "@$($body.FullName)")
    Remove-Item -LiteralPath $body.FullName
    Write-Output "Granted: the identity $Principal has the role $asked in Microsoft Graph."
    Write-Output 'A token that the app holds already knows nothing of it and lasts up to a day; restarting the app does not help.'
}

function Show-Commands([string] $Principal) {
    $asked = if ($Role) { $Role } else { $Narrow }
    Write-Output @"
# Gives the managed identity $Principal
# the application permission $asked in Microsoft Graph.
# For a Privileged Role Administrator or Global Administrator, in bash, for example in Azure Cloud Shell:
graph=$GraphHost
resource=`$(az rest --resource `$graph --url "`$graph/v1.0/servicePrincipals(appId='$GraphApp')" --query id --output tsv)
role=`$(az rest --resource `$graph --url "`$graph/v1.0/servicePrincipals(appId='$GraphApp')" \
  --query "appRoles[?value=='$asked'].id | [0]" --output tsv)
az rest --resource `$graph --method post --url "`$graph/v1.0/servicePrincipals/`$resource/appRoleAssignedTo" \
  --headers Content-Type=application/json \
  --body "{\"principalId\":\"$Principal\",\"resourceId\":\"`$resource\",\"appRoleId\":\"`$role\"}" --query id --output tsv
"@
}

if ($Role -and @($Narrow, $Wide) -notcontains $Role) {
    Stop-Script 2 @("-Role must be $Narrow or $Wide, not $Role")
}
if ($Identity -and $Name) {
    Stop-Script 2 @('either -Identity or -Name, not both')
}
if ($Check -and $Print) {
    Stop-Script 2 @('either -Check or -Print, not both')
}
if ($Print -and $Name) {
    Stop-Script 2 @('-Print calls nothing, so it cannot look up a name: use -Identity')
}
if (-not $Print -and -not (Get-Command az -ErrorAction SilentlyContinue)) {
    Stop-Script 1 @('the Azure CLI (az) is not installed')
}
$GraphHost = Get-GraphHost
$principal = Get-Identity
if ($Print) {
    Show-Commands $principal
    exit 0
}
Show-Tenant
if ($Check) {
    Test-Grant $principal
} else {
    Add-Grant $principal
}
exit 0
