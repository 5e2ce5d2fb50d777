#!/bin/sh
# Run by azd before `azd provision`, with the environment's values as variables. Stops what could not work: another cloud's
# Graph, a region without Flex Consumption, a tenant without Teams. What it cannot look up, it says and lets pass.
set -u

cannot() {
  printf 'Not checked: %s.\n' "$1"
}

stop() {
  printf '%s\n' "$@" >&2
  exit 1
}

if ! command -v az > /dev/null; then
  cannot 'region and tenant, because the Azure CLI (az) is not installed'
  exit 0
fi

graph=${GRAPH_ENDPOINT:-https://graph.microsoft.com/beta}
cloud=$(az cloud show --query name --output tsv 2> /dev/null)
case $cloud+$graph in
  AzureUSGovernment+https://graph.microsoft.com/*)
    stop 'The subscription is in US Government, and GRAPH_ENDPOINT is that of the worldwide cloud, to which GCC (moderate) belongs.' \
      'GCC High: azd env set GRAPH_ENDPOINT https://graph.microsoft.us/beta' \
      'DoD:      azd env set GRAPH_ENDPOINT https://dod-graph.microsoft.us/beta'
    ;;
  AzureCloud+*microsoft.us/*)
    stop "The subscription is in the worldwide cloud, and GRAPH_ENDPOINT ($graph) in US Government:" \
      'azd config set cloud.name AzureUSGovernment, and az cloud set --name AzureUSGovernment.'
    ;;
esac

# Before the first `azd provision` azd may not have asked for the region yet; then the template's own list refuses.
if [ -n "${AZURE_LOCATION:-}" ]; then
  regions=$(az functionapp list-flexconsumption-locations --query '[].name' --output tsv 2> /dev/null |
    tr '[:upper:]' '[:lower:]' | tr -d ' ')
  if [ -z "$regions" ]; then
    cannot 'whether the region has Flex Consumption'
  elif ! printf '%s\n' "$regions" | grep -qxF "$AZURE_LOCATION"; then
    stop "$AZURE_LOCATION has no Flex Consumption. These have: $(printf '%s' "$regions" | tr '\n' ' ')" \
      'azd env set AZURE_LOCATION <one of them>'
  fi
fi

# The identity belongs to the subscription's tenant, so Graph hands out that tenant's logs and no other's.
graph=${graph%/beta}
tenant=$(az account show ${AZURE_SUBSCRIPTION_ID:+--subscription "$AZURE_SUBSCRIPTION_ID"} --query tenantId --output tsv 2> /dev/null)
asked=$(az rest --resource "$graph" --url "$graph/v1.0/organization?\$select=id,displayName" \
  --query 'value[0].[id, displayName]' --output tsv 2> /dev/null)
plans=$(az rest --resource "$graph" --url "$graph/v1.0/subscribedSkus?\$select=capabilityStatus,servicePlans" \
  --query "value[?capabilityStatus=='Enabled'].servicePlans[].servicePlanName" --output tsv 2> /dev/null)
id=$(printf '%s\n' "$asked" | sed -n 1p)
name=$(printf '%s\n' "$asked" | sed -n 2p)
if [ -z "$tenant" ] || [ "$tenant" != "$id" ]; then
  cannot "the tenant of the subscription, because az is not signed in to it (az login --tenant ${tenant:-<tenant>})"
  exit 0
fi
echo "Tenant: $name. The app archives the logs of its Teams, and of no other's."
if [ -z "$plans" ]; then
  cannot 'whether the tenant has Teams'
elif ! printf '%s\n' "$plans" | grep -qE '^(TEAMS|MCO)' && [ "${TENANT_WITHOUT_TEAMS:-}" != true ]; then
  stop "$name has no licence of Teams, so there is nothing to archive: the subscription must belong to the tenant whose Teams it is." \
    'If it is the right one all the same: azd env set TENANT_WITHOUT_TEAMS true'
fi
exit 0
