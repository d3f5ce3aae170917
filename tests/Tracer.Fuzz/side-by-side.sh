#!/bin/bash
# Damaged traces beside others' readers: each tool reads mutants of its own form, made by the same dice, and the same number of files that are cut.
# Usage: side-by-side.sh [MUTANTS] [CUTS]      needs babeltrace2 and trace-cmd (Debian packages) and GNU time; writes a markdown table to standard output.
set -euo pipefail
mutants=${1:-300} cuts=${2:-40} seed=1
cd "$(dirname "$0")/../.."
dotnet build -c Release src/Tracer.Cli -v quiet -tl:off >&2
dotnet build -c Release tests/Tracer.Fuzz -v quiet -tl:off >&2
tracer=src/Tracer.Cli/bin/Release/net10.0/tracer
fuzz=tests/Tracer.Fuzz/bin/Release/net10.0/Tracer.Fuzz
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A CTF trace for babeltrace2: a capture's lines, as its own sink writes them.
zcat traces/kernel/linux-6.1/cow-fork-kvm.trace.txt.gz | grep -v '^#' | sed -nE '1,400s/^.*[[:space:]]([0-9]+\.[0-9]+): (.*)$/[\1] \2/p' > "$work/lines"
babeltrace2 -c src.text.dmesg -p "path=\"$work/lines\"" -c sink.ctf.fs -p "path=\"$work/ctf\"" > "$work/out" 2>&1
ctf=$(dirname "$(find "$work/ctf" -name metadata | head -1)")
stream=$(find "$ctf" -type f ! -name metadata | head -1)

# The traces that are damaged, and cut.
whole_nettrace=traces/engine/reclaim-aac2fea9-kvm.nettrace
whole_dat=traces/kernel/planted/bug01-cow-fork-kvm.dat

for form in "ctf $stream" "nettrace $whole_nettrace" "dat $whole_dat"; do
    read -r name source <<< "$form"
    mkdir "$work/$name.mutants"
    "$fuzz" --damage "$source" "$mutants" "$seed" "$work/$name.mutants"
done

# What stands for a notice: a complaint, by exit code or in words.
says='error|rror:|corrupt|damaged|breaks off|lost|DROPPED|nvalid|past end|not there|inconclusive'

# run COMMAND…: fills exit code, peak memory in KB and what was said
run() {
    rc=0
    /usr/bin/time -q -f '%M' -o "$work/peak" timeout -s KILL 60 "${@}" > "$work/said" 2>&1 || rc=$?
    peak=$(tail -1 "$work/peak")
}

# row NAME FORM COMMAND…: the last word of the command is the file, or the folder of a CTF trace
row() {
    local name=$1 form=$2 crashes=0 hangs=0 noticed=0 most=0 i
    shift 2
    for ((i = 0; i < mutants + cuts; i++)); do
        local file=$work/case
        rm -rf "$file"
        case $form in
            ctf) cp -r "$ctf" "$file"; target=$file/$(basename "$stream"); source=$stream ;;
            nettrace) target=$file source=$whole_nettrace ;;
            dat) target=$file source=$whole_dat ;;
        esac
        if ((i >= mutants)); then
            head -c $(( $(stat -c %s "$source") * (i - mutants + 1) / (cuts + 1) )) "$source" > "$target"
        else
            cp "$work/$form.mutants/$i" "$target"
        fi
        run "$@" "$file"
        if ((rc == 137)); then hangs=$((hangs + 1)); elif ((rc >= 128)); then crashes=$((crashes + 1)); fi
        if ((i >= mutants)) && { ((rc != 0 && rc != 1)) || grep -qE "$says" "$work/said" || { [ "$form" = ctf ] && ((rc != 0)); }; }; then noticed=$((noticed + 1)); fi
        if ((peak > most)); then most=$peak; fi
    done
    echo "| $name | $mutants | $crashes | $hangs | $noticed of $cuts | $((most / 1024)) |"
}

echo "$(babeltrace2 --version | grep -o '^Babeltrace [0-9.]*'), trace-cmd $(trace-cmd 2>&1 | grep -o 'version [0-9.]*' | cut -d' ' -f2); seed $seed. A crash is an end by a signal or an abort, a hang more than 60 s."
echo
echo "| reader | mutants | crashes | hangs | cuts noticed | peak memory, MB |"
echo "|---|---|---|---|---|---|"
row 'babeltrace2, CTF' ctf babeltrace2
row 'trace-cmd report, `trace.dat`' dat trace-cmd report -i
row 'tracer check, `trace.dat`' dat "$tracer" check
row 'bare TraceEvent, `.nettrace`' nettrace "$fuzz" --bare
row 'tracer check, `.nettrace`' nettrace "$tracer" check
