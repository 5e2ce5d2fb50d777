#!/bin/sh
# Run by azd after `azd deploy`, with the environment's values as variables.
cd "$(dirname "$0")/.." && exec bash ./first-day.sh
