#!/bin/sh
# Run by azd after `azd provision`, with the environment's values as variables. Says whether the identity has its role in
# Microsoft Graph, and whether anybody is told when something goes wrong; never fails, because who deploys seldom has the
# right to grant.
cd "$(dirname "$0")/.." || exit 0

if bash ./grant-graph-role.sh --check; then
  echo 'Next: azd deploy, if it does not follow by itself.'
else
  cat << END

Until the identity ${IDENTITY_NAME:-of the app} has its role in Microsoft Graph, every day fails with status 403.
Next, in infra/:
  ./grant-graph-role.sh            if you are Privileged Role Administrator or Global Administrator
  ./grant-graph-role.sh --print    the commands for an administrator who is someone else
END
fi

if [ -z "$ALERT_EMAIL$ALERT_WEBHOOK$ALERT_ACTION_GROUP_ID" ]; then
  cat << 'END'

NOBODY IS TOLD when something goes wrong: the alerts have no receiver, and health warns of that.
  azd env set ALERT_EMAIL operator@example.com     or ALERT_WEBHOOK, or ALERT_ACTION_GROUP_ID
  azd provision
END
fi
exit 0
