#!/bin/sh
# Run by azd after `azd provision`, with the environment's values as variables. Grants the identity its role in Microsoft
# Graph if who is signed in may, and otherwise ends `azd up` with what the administrator has to do: an app that asks for a
# token before it has the role keeps that token for up to a day.
cd "$(dirname "$0")/.." || exit 1

if [ -z "$IDENTITY_PRINCIPAL_ID" ]; then
  echo 'Nothing was provisioned, so there is no identity to grant a role to.'
  exit 0
fi

if [ -z "$ALERT_EMAIL$ALERT_WEBHOOK$ALERT_ACTION_GROUP_ID" ]; then
  cat << 'END'
NOBODY IS TOLD when something goes wrong: the alerts have no receiver, and health warns of that.
  azd env set ALERT_EMAIL operator@example.com     or ALERT_WEBHOOK, or ALERT_ACTION_GROUP_ID
  azd provision

END
fi

if [ "$GRAPH_ROLE_GRANTED" = true ]; then
  echo 'The role in Microsoft Graph is granted, says GRAPH_ROLE_GRANTED.'
  exit 0
fi

if told=$(bash ./grant-graph-role.sh); then
  printf '%s\n' "$told"
  case $told in
    *Granted:*)
      echo 'A minute for Entra ID, so that the first token has it.'
      sleep "${GRANT_REST_SECONDS:-60}"
      ;;
  esac
  exit 0
fi

printf '%s\n' "$told"
cat << END

STOPPED before the app is deployed, because its identity ${IDENTITY_NAME:-} has no role in Microsoft Graph yet.
Who is Privileged Role Administrator or Global Administrator of the tenant runs this once, for example in Azure Cloud Shell:

$(bash ./grant-graph-role.sh --print)

Then: azd up, which goes on from here. If it cannot see the grant: azd env set GRAPH_ROLE_GRANTED true
END
exit 1
