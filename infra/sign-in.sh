#!/usr/bin/env bash
# Makes the Entra application that callers of the app sign in to, and says who may. Again does no harm, and adds callers.
# It stands alone, because it may be fetched without this repository.
set -euo pipefail

usage() {
  cat << 'END'
usage: sign-in.sh --caller <who> [--caller <who>]… [--url <address>] [--identity <object id>]

Makes an application without a secret in Entra ID (the app's identity vouches for it), lets exactly the named callers sign
in to it, and says what is left to do. Needs the Azure CLI, signed in as Application Administrator or Cloud Application
Administrator of the tenant.

  --caller    who may call: a sign-in name, or the object id of a user, a group, or an application's service principal
  --url       the app's address; without it what azd knows: AZURE_FUNCTION_URL
  --identity  object id of the app's identity; without it what azd knows: IDENTITY_PRINCIPAL_ID

exit code: 0 done, 2 wrong usage, 1 anything else
END
}

readonly APPLICATION=Callarchive
readonly CLI_OF_AZURE=04b07795-8ddb-461a-bbee-02f9e1bf7b46
# Ids inside the application, the same in every tenant.
readonly SCOPE=6d1f2f0c-3c1b-4c43-9d9a-6a3c1a4f7e01
readonly ROLE=6d1f2f0c-3c1b-4c43-9d9a-6a3c1a4f7e02
readonly TRIES=13
readonly PAUSE_SECONDS=${RETRY_PAUSE_SECONDS:-10}
readonly OBJECT_ID='^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'

callers=()
url=
identity=

fail() {
  local code=$1
  shift
  printf 'sign-in: %s\n' "$@" >&2
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
      --caller)
        [[ -n ${2:-} ]] || fail 2 "$1 needs a value; see --help"
        callers+=("$2")
        shift
        ;;
      --url | --identity)
        [[ -n ${2:-} ]] || fail 2 "$1 needs a value; see --help"
        printf -v "${1#--}" '%s' "$2"
        shift
        ;;
      --help | -h)
        usage
        exit
        ;;
      *) fail 2 "$1 is not an option; see --help" ;;
    esac
    shift
  done
  ((${#callers[@]})) || fail 2 'who may call? Without a --caller the sign-in would lock everybody out'
  [[ -n $url ]] || url=$(azd_value AZURE_FUNCTION_URL)
  [[ -n $identity ]] || identity=$(azd_value IDENTITY_PRINCIPAL_ID)
  [[ $url =~ ^https://[a-z0-9.-]+$ ]] || fail 2 'which app? Use --url https://<app>.azurewebsites.net, or run this where azd has provisioned'
  [[ $identity =~ $OBJECT_ID ]] || fail 2 'whose app? Use --identity <object id of its identity>, or run this where azd has provisioned'
}

# Runs it again while Entra ID does not know everywhere what was made a moment ago.
again() {
  local errors try
  errors=$(mktemp)
  for ((try = 1; ; try++)); do
    if "$@" 2> "$errors"; then
      rm -f "$errors"
      return
    fi
    if ((try == TRIES)) || ! grep -qE 'ResourceNotFound|Not Found|does not exist|Not a valid reference update|cannot be found' "$errors"; then
      cat "$errors" >&2
      rm -f "$errors"
      return 1
    fi
    sleep "$PAUSE_SECONDS"
  done
}

make_application() {
  local found
  found=$(az ad app list --display-name "$APPLICATION" --query '[].appId' --output tsv)
  [[ $found != *$'\n'* ]] || fail 1 "the tenant has several applications of the name $APPLICATION"
  client=$found
  if [[ -z $client ]]; then
    client=$(az ad app create --display-name "$APPLICATION" --sign-in-audience AzureADMyOrg --enable-id-token-issuance true \
      --web-redirect-uris "$url/.auth/login/aad/callback" --query appId --output tsv)
  fi
  again change '{"api": {"requestedAccessTokenVersion": 2, "oauth2PermissionScopes": [{"id": "'$SCOPE'", "value": "call",
    "type": "User", "isEnabled": true, "adminConsentDisplayName": "Call Callarchive", "adminConsentDescription":
    "See which days are archived, and order backfills.", "userConsentDisplayName": "Call Callarchive",
    "userConsentDescription": "See which days are archived, and order backfills."}]},
    "appRoles": [{"id": "'$ROLE'", "value": "Callarchive.Call", "displayName": "Caller", "isEnabled": true,
    "description": "May call Callarchive.", "allowedMemberTypes": ["User", "Application"]}]}'
  # In a second step, because only a scope that is there can be given to the Azure CLI.
  again change '{"api": {"preAuthorizedApplications": [{"appId": "'$CLI_OF_AZURE'", "delegatedPermissionIds": ["'$SCOPE'"]}]}}'
}

change() {
  local body
  body=$(mktemp)
  printf '%s' "$1" > "$body"
  az rest --resource "$graph" --method patch --url "$graph/v1.0/applications(appId='$client')" \
    --headers Content-Type=application/json --body "@$body" --output none || {
    rm -f "$body"
    return 1
  }
  rm -f "$body"
}

# In place of a secret: a token of the app's identity is taken for the application's own.
trust_identity() {
  local issuer audience subjects
  issuer="$(az cloud show --query endpoints.activeDirectory --output tsv)"
  issuer=${issuer%/}/$(az account show --query tenantId --output tsv)/v2.0
  audience=api://AzureADTokenExchange
  [[ $issuer != *microsoftonline.us/* ]] || audience=api://AzureADTokenExchangeUSGov
  subjects=$(again az ad app federated-credential list --id "$client" --query '[].subject' --output tsv)
  if ! grep -qxF "$identity" <<< "$subjects"; then
    again az ad app federated-credential create --id "$client" --output none --parameters \
      "{\"name\": \"callarchive\", \"issuer\": \"$issuer\", \"subject\": \"$identity\", \"audiences\": [\"$audience\"]}"
  fi
}

# Only whom somebody has assigned may sign in, not the whole tenant.
make_principal() {
  principal=$(az ad sp list --filter "appId eq '$client'" --query '[0].id' --output tsv)
  if [[ -z $principal ]]; then
    principal=$(again az ad sp create --id "$client" --query id --output tsv)
  fi
  again az ad sp update --id "$client" --set appRoleAssignmentRequired=true
}

assign() {
  local who=$1 object errors
  object=$who
  if [[ ! $who =~ $OBJECT_ID ]]; then
    object=$(az ad user show --id "$who" --query id --output tsv) || fail 1 "there is no user $who"
  fi
  errors=$(mktemp)
  if again az rest --resource "$graph" --method post --url "$graph/v1.0/servicePrincipals/$principal/appRoleAssignedTo" \
    --headers Content-Type=application/json --output none \
    --body "{\"principalId\":\"$object\",\"resourceId\":\"$principal\",\"appRoleId\":\"$ROLE\"}" 2> "$errors"; then
    echo "May call: $who"
  elif grep -q 'Permission being assigned already exists' "$errors"; then
    echo "May call already: $who"
  else
    cat "$errors" >&2
    rm -f "$errors"
    fail 1 "cannot let $who call"
  fi
  rm -f "$errors"
}

parse "$@"
command -v az > /dev/null || fail 1 'the Azure CLI (az) is not installed'
graph=$(az cloud show --query endpoints.microsoftGraphResourceId --output tsv)
graph=${graph%/}
make_application
trust_identity
make_principal
for caller in "${callers[@]}"; do
  assign "$caller"
done
cat << END
Next:
  azd env set SIGN_IN_CLIENT_ID $client && azd provision      or that client id in the form of the button
From then on a browser is sent to the sign-in, and a program sends a token besides the key:
  token=\$(az account get-access-token --resource $client --query accessToken --output tsv)
  curl -H "Authorization: Bearer \$token" -H "x-functions-key: \$key" $url/api/health
END
