#!/bin/sh
# Run by azd after `azd provision`, with the environment's values as variables. Says whether the identity has its role in
# Microsoft Graph, and what to do if not; never fails, because who deploys seldom has the right to grant.
cd "$(dirname "$0")/.." || exit 0

if bash ./grant-graph-role.sh --check; then
  echo 'Next: azd deploy, if it does not follow by itself.'
  exit 0
fi

cat << END

Until the identity ${IDENTITY_NAME:-of the app} has its role in Microsoft Graph, every day fails with status 403.
Next, in infra/:
  ./grant-graph-role.sh            if you are Privileged Role Administrator or Global Administrator
  ./grant-graph-role.sh --print    the commands for an administrator who is someone else
END
exit 0
