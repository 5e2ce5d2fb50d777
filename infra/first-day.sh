#!/usr/bin/env bash
# Waits until the deployed app is well, has it archive yesterday, and says how it went. Again does no harm.
# It stands alone, because it may be fetched without this repository.
set -euo pipefail

usage() {
  cat << 'END'
usage: first-day.sh [--minutes <n> | --no-wait] [--app <name> --group <resource group>]

Waits until the app has its role in Microsoft Graph and reaches its storage, orders yesterday (UTC) of every log, waits
until it is archived, and prints health, the address of the status page and when the next night is.
Needs the Azure CLI, signed in as someone who may read the app's function keys.

  --minutes   how long to wait altogether; without it FIRST_DAY_MINUTES, or else 30
  --no-wait   wait for the app (ten minutes) and not for the day; the same as --minutes 0
  --app       name of the function app, and --group its resource group; without them what azd knows

exit code: 0 yesterday is archived (--no-wait: ordered), 2 wrong usage, 3 not archived within the time,
           4 the app's token has no role in Microsoft Graph, 1 anything else
END
}

readonly PAUSE_SECONDS=${RETRY_PAUSE_SECONDS:-10}
readonly LOOKS_A_MINUTE=6

app=
group=
minutes=${FIRST_DAY_MINUTES:-30}

fail() {
  local code=$1
  shift
  printf 'first-day: %s\n' "$@" >&2
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
      --minutes | --app | --group)
        [[ -n ${2:-} ]] || fail 2 "$1 needs a value; see --help"
        printf -v "${1#--}" '%s' "$2"
        shift
        ;;
      --no-wait) minutes=0 ;;
      --help | -h)
        usage
        exit
        ;;
      *) fail 2 "$1 is not an option; see --help" ;;
    esac
    shift
  done
  [[ $minutes =~ ^[0-9]{1,4}$ ]] || fail 2 "--minutes must be a number of minutes, not $minutes"
  [[ -n $app ]] || app=$(azd_value AZURE_FUNCTION_NAME)
  [[ -n $group ]] || group=$(azd_value AZURE_RESOURCE_GROUP)
  [[ -n $app && -n $group ]] || fail 2 'which app? Use --app and --group, or run this where azd has deployed'
}

# The key goes into a file that only its owner reads: a command line is for everybody on the machine to see.
connect() {
  local key client
  url=$(azd_value AZURE_FUNCTION_URL)
  [[ -n $url ]] || url=https://$(az functionapp show --resource-group "$group" --name "$app" --query defaultHostName --output tsv)
  until key=$(az functionapp keys list --resource-group "$group" --name "$app" --query functionKeys.default \
    --output tsv 2> /dev/null) && [[ -n $key ]]; do
    is_time_left || fail 1 "the app $app gives no function keys: it has not started, or you may not read them"
    sleep "$PAUSE_SECONDS"
  done
  headers=$(mktemp)
  trap 'rm -f "$headers"' EXIT
  printf '{"x-functions-key": "%s", "Content-Type": "application/json"}' "$key" > "$headers"
  access=(--skip-authorization-header)
  client=$(azd_value SIGN_IN_CLIENT_ID)
  [[ -z $client ]] || access=(--resource "$client")
}

# ask <path> <arguments of az rest>: what the app answers. An answer of 4xx or 5xx goes to the errors, with its text.
ask() {
  local path=$1
  shift
  az rest "${access[@]}" --url "$url$path" --headers "@$headers" "$@"
}

is_time_left() {
  ((looks-- > 0))
}

# Everything must be well before a day is ordered but the logs themselves, which fail for want of days.
wait_until_well() {
  local answer failing told=
  while :; do
    if answer=$(ask /api/health --output json 2>&1); then
      return
    fi
    failing=$(awk '{ gsub(/\{"componentId"/, "\n&"); print }' <<< "$answer" | grep '"status":"fail","output"' |
      sed -E 's/.*"componentId":"([^"]*)".*"output":"(([^"\\]|\\.)*)".*/\1: \2/' | grep -v '^log ') || failing=
    if [[ $answer == *'"checks"'* && -z $failing ]]; then
      return
    fi
    if [[ $failing == *'graph-role: the token for Graph holds'* ]]; then
      printf '%s\n' "$failing" >&2
      fail 4 "The app's token has no role in Microsoft Graph. If the role is granted (grant-graph-role.sh --check), the token is" \
        'older than the grant: the platform keeps it for up to a day, then the app archives what is missing by itself.'
    fi
    [[ -n $failing ]] || failing=$(head -c 300 <<< "$answer")
    if [[ $failing != "$told" ]]; then
      told=$failing
      printf 'The app is not well yet:\n%s\n' "$failing"
    fi
    is_time_left || fail 3 'The app did not get well in time. docs/troubleshooting.md has what each of these means.'
    sleep "$PAUSE_SECONDS"
  done
}

yesterday() {
  TZ=UTC date -d yesterday +%F 2> /dev/null || TZ=UTC date -v-1d +%F
}

# An order that is there already, or a day that is archived already, is as good.
order() {
  local answer
  if ! answer=$(ask /api/backfill --method post --body "{\"from\":\"$day\",\"to\":\"$day\"}" 2>&1); then
    [[ $answer == *"Bad Request("* ]] || fail 1 "cannot order $day: $answer"
  fi
}

wait_until_archived() {
  local states told=
  while :; do
    states=$(ask "/api/archive?from=$day&to=$day" --output tsv \
      --query "logs[].[log, days[0].state, days[0].rows || '-', days[0].trouble.message || '-']") || states=
    if [[ $states != "$told" ]]; then
      told=$states
      while IFS=$'\t' read -r log state rows trouble; do
        [[ -z $log ]] || printf '  %-15s %s%s\n' "$log" "$state" "$(described "$rows" "$trouble")"
      done <<< "$states"
      echo
    fi
    # No answer is a line without a state.
    if awk -F '\t' '$2 !~ /^(provisional|settled|erased)$/ { open = 1 } END { exit open }' <<< "$states"; then
      return
    fi
    is_time_left || fail 3 "$day is not archived yet. The status page says why, and the app goes on by itself."
    sleep "$PAUSE_SECONDS"
  done
}

described() {
  if [[ $1 != - ]]; then
    echo ", $1 rows"
  elif [[ $2 != - ]]; then
    echo ": $2"
  fi
}

# Health may well be fail here, for days that were missing before; so what it says is taken from either answer.
summary() {
  local answer status next
  answer=$(ask /api/health --output json 2>&1) || true
  status=$(grep -oE '"status": ?"(pass|warn|fail)"' <<< "$answer" | head -1 | cut -d'"' -f4) || true
  next=$(grep -oE '"nextRun": ?"[^"]*"' <<< "$answer" | head -1 | cut -d'"' -f4) || true
  echo "Health:      ${status:-no answer}, $url/api/health"
  echo "Status page: $url/api/archive?code=<key>"
  echo "  the key:   az functionapp keys list --resource-group $group --name $app --query functionKeys.default --output tsv"
  echo "Next night:  ${next:-unknown}"
}

# A function, so that all of it is read before any of it runs: it may come from a pipe.
main() {
  parse "$@"
  command -v az > /dev/null || fail 1 'the Azure CLI (az) is not installed'
  looks=$(((minutes == 0 ? 10 : minutes) * LOOKS_A_MINUTE))
  connect
  wait_until_well
  day=$(yesterday)
  order
  if ((minutes == 0)); then
    echo "Ordered: $day of every log. Not waited for."
  else
    echo "Ordered: $day of every log."
    wait_until_archived
    echo "Archived: $day."
  fi
  summary
}

main "$@"
