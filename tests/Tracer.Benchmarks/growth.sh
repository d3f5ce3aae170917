#!/bin/bash
# What a check takes as a recording grows in events, tasks and address spaces: peak memory of the whole process, and its CPU time.
# Usage: growth.sh [EVENTS,TASKS,MMS,PAGES…]      needs GNU time; writes a markdown table to standard output.
set -euo pipefail
cd "$(dirname "$0")/../.."
dotnet build -c Release src/Tracer.Cli -v quiet >&2
dotnet build -c Release tests/Tracer.Benchmarks -v quiet >&2
tracer=src/Tracer.Cli/bin/Release/net10.0/tracer
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ $# -gt 0 ] || set -- 1000000,6,2,64 5000000,6,2,64 5000000,100,100,64 5000000,1000,1000,64 5000000,10000,1000,2 5000000,10000,1000,64

echo "| events | tasks | address spaces | pages a task | verdict | peak memory, MB | CPU, s |"
echo "|---|---|---|---|---|---|---|"
for size; do
    IFS=, read -r events tasks mms pages <<< "$size"
    tests/Tracer.Benchmarks/bin/Release/net10.0/Tracer.Benchmarks trace "$events" "$tasks" "$mms" "$pages" "$work/trace.nettrace"
    /usr/bin/time -f '%M %U %S' -o "$work/time" "$tracer" check "$work/trace.nettrace" > "$work/said" || true
    verdict=$(head -1 "$work/said" | cut -d' ' -f1)
    tail -1 "$work/time" | awk -v e="$events" -v t="$tasks" -v m="$mms" -v p="$pages" -v v="$verdict" '{ printf "| %d | %d | %d | %d | %s | %.0f | %.1f |\n", e, t, m, p, v, $1 / 1024, $2 + $3 }'
done
