#!/bin/bash
# Compares checking a capture with printing it: CPU time of the whole process, in pairs, so that a noisy machine disturbs both alike.
# What is checked is the report text, or the capture itself, the trace.dat.
# Usage: report-text.sh CAPTURE.dat [PAIRS] [text|dat]      needs trace-cmd (Debian package) and GNU time; writes a markdown table to standard output.
set -euo pipefail
capture=$(realpath "$1")
pairs=${2:-5}
form=${3:-text}
cd "$(dirname "$0")/../.."
dotnet build -c Release src/Tracer.Cli -v quiet >&2
tracer=src/Tracer.Cli/bin/Release/net10.0/tracer
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
checked=$capture
if [ "$form" = text ]; then
    checked=$work/report.txt
    trace-cmd report -i "$capture" > "$checked" 2>/dev/null
fi

# cpu COMMAND…: user and system seconds, then peak memory in KB
cpu() { /usr/bin/time -f '%U %S %M' -o "$work/time" "$@" > "$work/out" 2>/dev/null || true; cat "$work/time" | tail -1; }

echo "$form, $(stat -c %s "$checked") bytes, $(nproc) cores, $(date -u +%F)"
echo
echo "| pair | trace-cmd report, CPU s | tracer check, CPU s | ratio | tracer's peak memory, MB |"
echo "|---|---|---|---|---|"
for pair in $(seq "$pairs"); do
    peer=$(cpu trace-cmd report -i "$capture")
    ours=$(cpu "$tracer" check "$checked")
    awk -v n="$pair" -v peer="$peer" -v ours="$ours" 'BEGIN {
        split(peer, p); split(ours, o); a = p[1] + p[2]; b = o[1] + o[2]
        printf "| %d | %.2f | %.2f | %.1f | %.0f |\n", n, a, b, a / b, o[3] / 1024 }'
done | tee "$work/rows"
awk -F'|' '{ print $5 }' "$work/rows" | sort -n | awk '{ v[NR] = $1 } END { printf "\nMedian ratio: %.1f\n", v[int((NR + 1) / 2)] }'
head -1 "$work/out"
