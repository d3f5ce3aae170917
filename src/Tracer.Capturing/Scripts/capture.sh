#!/bin/sh
# Records what `tracer check` reads: a kernel's page-table changes, locks and MMU-notifier calls while a command runs.
@ABOUT@
set -u

usage() {
    cat <<'USAGE'
sh capture.sh [-o FILE] [-b KIB] [-k THREAD]... [--] COMMAND [ARGUMENT]...

Runs the command and records it and its children. Needs root and x86-64.

  -o FILE    where the trace goes (tracer.trace.gz): a name that ends in .gz is
             packed, one in .dat is written by trace-cmd, any other is text
  -b KIB     buffer of each CPU (65536): what does not fit is lost, and told
  -k THREAD  record these kernel threads too: khugepaged, ksmd, kswapd, kcompactd
  -h         this page

What KVM maps is told by guest frame. Whose memory they are, no probe tells: the
program that has mapped it writes one line, itself, before the guest runs, to the
file that the variable TRACER_MARKER names:
  memslots slot0 gpa=0x0 hva=0x7f21a0000000 len=0x40000000 slot1 gpa=...
USAGE
}

tracefs=${TRACEFS:-/sys/kernel/tracing}
proc=${PROC:-/proc}
output=tracer.trace.gz
buffer=65536
threads=
instance=$tracefs/instances/tracer-$$
event=
defined=' '
added=
enabled=
refused=
optimized=

say() { echo "capture: $*" >&2; }

fail() {
    say "$*"
    exit 2
}

set_to() { echo "$1" 2>/dev/null > "$2"; }

# BusyBox's tee seeks, which the file refuses.
tell_kprobes() {
    cat 2>/dev/null >> "$tracefs/kprobe_events" <<PROBE
$1
PROBE
}

while getopts o:b:k:h option; do
    case $option in
        o) output=$OPTARG ;;
        b) buffer=$OPTARG ;;
        k) threads="$threads $OPTARG" ;;
        h) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || { usage >&2; exit 2; }
case $buffer in '' | *[!0-9]*) fail "-b $buffer: a number of KiB is wanted" ;; esac
case $output in */*) folder=${output%/*}/ ;; *) folder=. ;; esac
[ -w "$folder" ] || fail "$output: there is no such folder, or nothing may be written there"
case $output in *.dat) command -v trace-cmd > /dev/null || fail "$output: trace-cmd, which writes .dat, is not there" ;; esac
if [ ! -w "$tracefs/kprobe_events" ]; then
    [ "$(id -u)" -eq 0 ] || fail "only root may record a kernel: sudo sh $0 ..."
    [ -d "$tracefs/events" ] || fail "no tracefs at $tracefs: mount -t tracefs nodev $tracefs"
    fail "$tracefs/kprobe_events cannot be written: the kernel has no CONFIG_KPROBE_EVENTS, or is locked down"
fi

for group in "$tracefs"/events/tracer_*; do
    [ ! -d "$group" ] || fail "another capture runs, or was killed. What that has left is removed by:
rmdir $tracefs/instances/tracer-*; grep -o 'tracer_[^ ]*' $tracefs/kprobe_events | sort -u | while read -r one; do echo \"-:\$one\" >> $tracefs/kprobe_events; done"
done

# 6.1 is 6001.
release=$(uname -r)
rest=${release#*.}
version=$((${release%%.*} * 1000 + ${rest%%[!0-9]*}))
@KERNEL@

# Arguments by register and offset are those of x86-64 kernels of mainline.
places=1
[ "$(uname -m)" = x86_64 ] || places=
@VENDOR@
if grep -q ' rt_spin_lock$' "$proc/kallsyms" 2>/dev/null; then preemption=realtime; else preemption=usual; fi

# shellcheck disable=SC2317 # the trap calls it
restore() {
    trap '' HUP INT TERM
    if [ -d "$instance" ]; then
        set_to 0 "$instance/tracing_on"
        for one in $enabled; do set_to 0 "$instance/events/$one/enable"; done
        rmdir "$instance" || say "left behind: $instance"
    fi
    for one in $defined $event; do
        [ ! -d "$tracefs/events/$one" ] || tell_kprobes "-:$one" || say "left behind: the probe $one"
    done
    [ -z "$optimized" ] || set_to "$optimized" "$proc/sys/debug/kprobes-optimization"
}
trap restore EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# A new instance records at once, and whatever task: it is to wait for the command.
mkdir "$instance" || fail "no instance can be made in $tracefs/instances"
set_to 0 "$instance/tracing_on" || fail "$instance/tracing_on cannot be written"
@OPTIMIZED@
# Each line: the first and the last kernel that have it, on which kind of kernel, and the definition. Lines of one event are ways to make it: the first that the
# kernel takes is the one. A line that begins with + adds another function to an event that is there.
while read -r first last kind definition; do
    name=${definition%% *}
    name=${name#*:}
    case $kind in realtime | usual) [ "$kind" = "$preemption" ] || continue ;; esac
    if [ "$version" -lt "$first" ] || [ "$version" -gt "$last" ]; then continue; fi
    symbol=${definition#* }
    symbol=${symbol%% *}
    case "$kind $defined$added" in
        "+ "*" $name:$symbol "*) continue ;;
        "+ "*" $name "*) if tell_kprobes "$definition"; then added="$added$name:$symbol "; fi; continue ;;
        "+ "* | *" $name "*) continue ;;
    esac
    [ "$name" = "$event" ] || refused="$refused$event "
    event=$name
    case $definition in *"\$arg"*) [ -n "$places" ] || continue ;; esac
    tell_kprobes "$definition" || continue
    defined="$defined$name "
    event=
done <<'PROBES'
@PROBES@
PROBES
refused="$refused$event "
event=
[ "$defined" != ' ' ] || fail "the kernel takes none of the probes; of the last it says: $(tail -n 3 "$tracefs/error_log" 2>/dev/null)"

for one in $defined@TRACEPOINTS@; do
    if set_to 1 "$instance/events/$one/enable"; then enabled="$enabled$one "; else refused="$refused$one "; fi
done

count() { echo $#; }
# shellcheck disable=SC2086
say "$(count $enabled) events are recorded, $(count $refused) are not to be had:" $refused
[ -d "${SYS:-/sys}/module/kvm" ] || say "kvm is not loaded, so its callbacks are not probed: modprobe kvm first"

set_to "$buffer" "$instance/buffer_size_kb" || fail "-b $buffer: the kernel refuses a buffer of this size"
set_to mono "$instance/trace_clock"
set_to 1 "$instance/options/irq-info"
set_to 1 "$instance/options/context-info"
set_to 1 "$instance/options/event-fork"
# Tracepoints would print pointers as hashes, which nothing else in the trace has.
set_to 0 "$instance/options/hash-ptr"

set_to '' "$instance/set_event_pid"
for thread in $threads; do
    found=
    for task in "$proc"/[0-9]*; do
        case $(cat "$task/comm" 2>/dev/null) in "$thread" | "$thread"[0-9]*) found=1; echo "${task##*/}" >> "$instance/set_event_pid" ;; esac
    done
    [ -n "$found" ] || say "no kernel thread $thread"
done

# Who interrupts the command wants what was recorded until then.
interrupted=
trap 'interrupted=129' HUP
trap 'interrupted=130' INT
trap 'interrupted=143' TERM
# No task named is every task: the command's own is named before anything is recorded.
# shellcheck disable=SC2016
TRACER_MARKER=$instance/trace_marker sh -c 'echo $$ >> "$1/set_event_pid" && echo 1 > "$1/tracing_on" && shift && exec "$@"' capture "$instance" "$@"
status=$?
set_to 0 "$instance/tracing_on"

case $output in
    *.dat) told=$(trace-cmd extract -B "tracer-$$" -o "$output" 2>&1) || { say "$told"; false; } ;;
    *.gz) gzip -c "$instance/trace" > "$output" ;;
    *) cat "$instance/trace" > "$output" ;;
esac || fail "$output cannot be written"
lost=$(cat "$instance"/per_cpu/cpu*/stats 2>/dev/null | awk '/^(overrun|dropped events):/ { lost += $NF } END { print lost + 0 }')
[ "$lost" -eq 0 ] || say "$lost events did not fit and are lost: -b $((buffer * 4)) keeps more"
say "the command ended with $status; now: tracer check $output --kernel ${release%%-*}"
exit "${interrupted:-$status}"
