#!/usr/bin/env bash
# Kills a run that fills a database ten times at random, and says whether anything was lost or doubled.
# usage: eval/killed.sh SCALE COUNT, where SCALE is the built example `scale` of memcon-store.
set -euo pipefail
scale=$1 count=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for run in 1 2 3 4 5 6 7 8 9 10; do
    "$scale" fill "$folder/killed.db" "$count" >"$folder/log" &
    sleep "$((RANDOM % 3)).$((RANDOM % 10))"
    # It may have ended by itself, when COUNT is small.
    kill -9 $! 2>/dev/null || echo "run $run had ended"
    wait $! 2>/dev/null || true
done
"$scale" fill "$folder/killed.db" "$count"
"$scale" check "$folder/killed.db" "$count"
