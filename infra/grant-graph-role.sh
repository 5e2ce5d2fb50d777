#!/usr/bin/env bash
# Grants the app's identity its role in Microsoft Graph. An Entra administrator runs it, once; again does no harm.
# It stands alone, because it may be fetched without this repository.
set -euo pipefail

usage() {
  cat << 'END'
usage: grant-graph-role.sh [--identity <object id> | --name <identity>] [--role <role>] [--graph <url>] [--check | --print]

Gives the app's managed identity the application permission with which it reads the telephony logs.
Needs the Azure CLI, signed in as Privileged Role Administrator or Global Administrator of the tenant.

  --identity  object id (principal id) of the managed identity; without it and without --name, what azd knows:
              IDENTITY_PRINCIPAL_ID
  --name      name of the managed identity instead
  --role      CallRecord-PstnCalls.Read.All (the default, and enough) or CallRecords.Read.All
  --graph     Microsoft Graph of the tenant's cloud; without it what azd knows, GRAPH_ENDPOINT, or else that of the
              Azure CLI's cloud. Give https://dod-graph.microsoft.us for US Government DoD
  --check     change nothing, say whether the role is granted, and, where azd knows the app, which roles the app's own
              token has; without --role either of the two will do
  --print     call nothing, print the commands for an administrator who is someone else

While Entra ID does not know a new identity yet, or is busy, it is asked again for two minutes.

exit code: 0 granted, 2 wrong usage, 3 not granted (--check), 4 no right to read or grant,
           5 granted, but the app's token is older than the grant (--check), 1 anything else
END
}

readonly GRAPH_APP=00000003-0000-0000-c000-000000000000
readonly NARROW=CallRecord-PstnCalls.Read.All
readonly WIDE=CallRecords.Read.All

mode=grant
identity=
name=
role=
graph=

fail() {
  local code=$1
  shift
  printf 'grant-graph-role: %s\n' "$@" >&2
  exit "$code"
}

# A value of the azd environment: from azd's hooks as a variable, otherwise asked for.
azd_value() {
  local value=${!1:-}
  if [[ -z $value ]] && command -v azd > /dev/null; then
    value=$(azd env get-value "$1" 2> /dev/null) || value=
  fi
  printf '%s' "$value"
}

parse() {
  while (($#)); do
    case $1 in
      --identity | --name | --role | --graph)
        [[ -n ${2:-} ]] || fail 2 "$1 needs a value; see --help"
        printf -v "${1#--}" '%s' "$2"
        shift
        ;;
      --check | --print)
        [[ $mode == grant ]] || fail 2 'either --check or --print, not both'
        mode=${1#--}
        ;;
      --help | -h)
        usage
        exit
        ;;
      *) fail 2 "$1 is not an option; see --help" ;;
    esac
    shift
  done
  [[ -z $role || $role == "$NARROW" || $role == "$WIDE" ]] || fail 2 "--role must be $NARROW or $WIDE, not $role"
  [[ -z $identity || -z $name ]] || fail 2 'either --identity or --name, not both'
}

# Sets graph to the scheme and host alone; refuses the clouds that do not have the logs.
choose_graph() {
  [[ -n $graph ]] || graph=$(azd_value GRAPH_ENDPOINT)
  if [[ -z $graph ]]; then
    if [[ $mode == print ]]; then
      graph=https://graph.microsoft.com
    else
      graph=$(az cloud show --query endpoints.microsoftGraphResourceId --output tsv)
    fi
  fi
  graph=${graph%/}
  graph=${graph%/beta}
  case $graph in
    https://graph.microsoft.com | https://graph.microsoft.us | https://dod-graph.microsoft.us) ;;
    *chinacloudapi.cn*) fail 1 'Microsoft Graph operated by 21Vianet (China) does not have the telephony logs' ;;
    *) fail 2 "$graph is none of https://graph.microsoft.com, https://graph.microsoft.us, https://dod-graph.microsoft.us" ;;
  esac
}

readonly TRIES=13
readonly PAUSE_SECONDS=${RETRY_PAUSE_SECONDS:-10}

# rest <what for, in words> <arguments of az rest>: prints what Graph answers. Call it in an assignment of its own, or
# its exit code is lost.
rest() {
  local what=$1 answer problem errors try
  shift
  errors=$(mktemp)
  for ((try = 1; ; try++)); do
    if answer=$(az rest --resource "$graph" "$@" --output tsv 2> "$errors"); then
      rm -f "$errors"
      printf '%s' "$answer"
      return
    fi
    problem=$(< "$errors")
    if ((try == TRIES)) || ! is_passing "$problem"; then
      break
    fi
    if ((try == 1)); then
      echo "grant-graph-role: cannot $what yet; trying again for two minutes" >&2
    fi
    sleep "$PAUSE_SECONDS"
  done
  rm -f "$errors"
  case $problem in
    *"Permission being assigned already exists"*) return 0 ;;
    *Authorization_RequestDenied* | *Forbidden*)
      fail 4 "you may not $what: Microsoft Graph answered 403 (Authorization_RequestDenied)." \
        'To grant, sign in (az login) as Privileged Role Administrator or Global Administrator,' \
        'or send such an administrator what this script prints with --print.'
      ;;
    *ResourceNotFound* | *"Not Found"* | *"Not a valid reference update"*)
      fail 1 "cannot $what: Microsoft Graph has no such object." \
        'Is az signed in to the tenant that the subscription of the app belongs to? az account show --query tenantId'
      ;;
    *) fail 1 "cannot $what: $problem" ;;
  esac
}

# Whether it may be otherwise in a moment: a busy service, or a new object that not all of Entra ID's servers know yet. An
# identity of another tenant answers like a new one, for good; so who only checks does not wait for it.
is_passing() {
  case $1 in
    *TooManyRequests* | *"Too Many Requests"* | *"Service Unavailable"* | *"Gateway Time"* | *"Bad Gateway"* | \
      *"Internal Server Error"*) ;;
    *ResourceNotFound* | *"Not Found"* | *"Not a valid reference update"*) [[ $mode == grant ]] ;;
    *) return 1 ;;
  esac
}

# Says whose logs the app will archive: those of the identity's tenant, which is that of its subscription.
tell_tenant() {
  local told
  told=$(rest 'read the name of the tenant' --url "$graph/v1.0/organization?\$select=displayName,verifiedDomains" \
    --query "value[0].[displayName, verifiedDomains[?isDefault].name | [0]] | join(', ', [?@])" 2> /dev/null) || return 0
  [[ -z $told ]] || echo "Tenant: $told. The app archives the logs of its Teams, and of no other's."
}

find_identity() {
  if [[ -n $name ]]; then
    local found try
    for ((try = 1; ; try++)); do
      found=$(rest "look up the identity $name" --url "$graph/v1.0/servicePrincipals?\$filter=displayName eq '$name'" \
        --query "value[?servicePrincipalType=='ManagedIdentity'].id")
      [[ -z $found && $mode == grant && $try -lt $TRIES ]] || break
      sleep "$PAUSE_SECONDS"
    done
    [[ -n $found ]] || fail 1 "the tenant has no managed identity of the name $name"
    [[ $found != *$'\n'* ]] || fail 1 "the tenant has several managed identities of the name $name: use --identity"
    identity=$found
  fi
  [[ -n $identity ]] || identity=$(azd_value IDENTITY_PRINCIPAL_ID)
  [[ -n $identity ]] || fail 2 'which identity? Use --identity or --name, or run this where azd has provisioned'
  [[ $identity =~ ^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$ ]] || fail 2 "$identity is not an object id"
}

# By name, because ids pasted from somewhere are how the wrong permission is granted.
role_id() {
  rest 'read the roles of Microsoft Graph' \
    --url "$graph/v1.0/servicePrincipals(appId='$GRAPH_APP')?\$select=id,appRoles" \
    --query "appRoles[?value=='$1'].id | [0]"
}

assignment() {
  rest "read the roles of the identity $identity" --url "$graph/v1.0/servicePrincipals/$identity/appRoleAssignments" \
    --query "value[?appRoleId=='$1'].id | [0]"
}

check() {
  local candidate id held=
  for candidate in ${role:-"$NARROW" "$WIDE"}; do
    id=$(role_id "$candidate")
    [[ -z $id ]] || held=$(assignment "$id")
    if [[ -n $held ]]; then
      echo "Assigned: the identity $identity has the role $candidate in Microsoft Graph."
      check_token
      return
    fi
  done
  echo "Not assigned: the identity $identity does not have the role ${role:-$NARROW} in Microsoft Graph."
  echo 'The app was not asked which roles its token has: it would fetch one now, without the role, and keep it for up to a day.'
  return 3
}

# What is assigned is in the tokens that are made from then on; what Graph goes by is in the token that the app holds. Only
# the app can tell that, and only where azd knows it.
check_token() {
  local app group key client headers told roles access=(--skip-authorization-header)
  app=$(azd_value AZURE_FUNCTION_NAME)
  group=$(azd_value AZURE_RESOURCE_GROUP)
  if [[ -z $app || -z $group ]]; then
    echo "What the app's token has, graph-role in its /api/health tells."
    return
  fi
  key=$(az functionapp keys list --resource-group "$group" --name "$app" --query functionKeys.default \
    --output tsv 2> /dev/null) || key=
  if [[ -z $key ]]; then
    echo 'The app does not run yet, so it has no token.'
    return
  fi
  client=$(azd_value SIGN_IN_CLIENT_ID)
  [[ -z $client ]] || access=(--resource "$client")
  headers=$(mktemp)
  printf '{"x-functions-key": "%s"}' "$key" > "$headers"
  told=$(az rest "${access[@]}" --url "$(azd_value AZURE_FUNCTION_URL)/api/health" --headers "@$headers" \
    --query 'checks."graph-role"[0]' --output json 2>&1) || true
  rm -f "$headers"
  # Health is 503 for other reasons, too; its text has the check either way.
  if [[ ! $told =~ \"output\":\ ?\"the\ token\ for\ Graph\ holds\ ([^\";]*) ]]; then
    echo 'The app does not tell which roles its token has: ask /api/health again in a minute.'
    return
  fi
  roles=${BASH_REMATCH[1]}
  echo "Token: what the app holds now has $roles."
  if [[ $roles != *"$NARROW"* && $roles != *"$WIDE"* ]]; then
    echo 'So it is older than the assignment. The platform keeps it for up to a day, and nothing makes it fetch another;'
    echo 'then the app archives what is missing, by itself. Nothing is left to do.'
    return 5
  fi
}

grant() {
  local resource id held
  role=${role:-$NARROW}
  id=$(role_id "$role")
  [[ -n $id ]] || fail 1 "Microsoft Graph in this cloud has no role $role"
  held=$(assignment "$id")
  if [[ -n $held ]]; then
    echo "Nothing to do: the identity $identity already has the role $role in Microsoft Graph."
    return
  fi
  resource=$(rest 'find Microsoft Graph in the tenant' \
    --url "$graph/v1.0/servicePrincipals(appId='$GRAPH_APP')?\$select=id,appRoles" --query id)
  rest "grant the role $role" --method post --url "$graph/v1.0/servicePrincipals/$resource/appRoleAssignedTo" \
    --headers Content-Type=application/json \
    --body "{\"principalId\":\"$identity\",\"resourceId\":\"$resource\",\"appRoleId\":\"$id\"}" --query id > /dev/null
  echo "Granted: the identity $identity has the role $role in Microsoft Graph."
  echo 'A token that the app holds already knows nothing of it and lasts up to a day; restarting the app does not help.'
}

print_commands() {
  cat << END
# Gives the managed identity $identity
# the application permission ${role:-$NARROW} in Microsoft Graph.
# For a Privileged Role Administrator or Global Administrator, in bash, for example in Azure Cloud Shell:
graph=$graph
resource=\$(az rest --resource \$graph --url "\$graph/v1.0/servicePrincipals(appId='$GRAPH_APP')" --query id --output tsv)
role=\$(az rest --resource \$graph --url "\$graph/v1.0/servicePrincipals(appId='$GRAPH_APP')" \\
  --query "appRoles[?value=='${role:-$NARROW}'].id | [0]" --output tsv)
az rest --resource \$graph --method post --url "\$graph/v1.0/servicePrincipals/\$resource/appRoleAssignedTo" \\
  --headers Content-Type=application/json \\
  --body "{\"principalId\":\"$identity\",\"resourceId\":\"\$resource\",\"appRoleId\":\"\$role\"}" --query id --output tsv
END
}

# A function, so that all of it is read before any of it runs: it may come from a pipe.
main() {
  parse "$@"
  if [[ $mode == print ]]; then
    [[ -z $name ]] || fail 2 '--print calls nothing, so it cannot look up a name: use --identity'
  elif ! command -v az > /dev/null; then
    fail 1 'the Azure CLI (az) is not installed'
  fi
  choose_graph
  find_identity
  [[ $mode == print ]] || tell_tenant
  case $mode in
    print) print_commands ;;
    check) check ;;
    grant) grant ;;
  esac
}

main "$@"
