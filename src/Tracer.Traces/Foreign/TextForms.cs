using System.Text;
using System.Text.RegularExpressions;

namespace Tracer.Traces.Foreign;

/// <summary>Texts that people take for a trace of ours: each is named, with what to do instead.</summary>
internal static partial class TextForms
{
    /// <summary>How to make a trace that is read.</summary>
    public const string Recorded = "record with trace-cmd, or save the file trace of tracefs";
    private const string NoTrace = "without a trace: boot with ftrace_dump_on_oops, or save /sys/kernel/tracing/trace";

    // What is most telling comes first: an oops may be on a page, and a lockdep report ends like an oops.
    private static readonly (byte[] Mark, string Words)[] Marks =
    [
        Known("WARNING: possible circular locking dependency"u8, $"a lockdep report {NoTrace}"),
        Known("WARNING: possible recursive locking"u8, $"a lockdep report {NoTrace}"),
        Known("WARNING: inconsistent lock state"u8, $"a lockdep report {NoTrace}"),
        Known("WARNING: suspicious RCU usage"u8, $"a lockdep report {NoTrace}"),
        Known("which lock already depends on the new lock"u8, $"a lockdep report {NoTrace}"),
        Known("Call Trace:"u8, $"a kernel's oops or warning {NoTrace}"),
        Known("Call trace:"u8, $"a kernel's oops or warning {NoTrace}"),
        Known("BUG: "u8, $"a kernel's oops or warning {NoTrace}"),
        Known("Oops: "u8, $"a kernel's oops or warning {NoTrace}"),
        Known("Kernel panic - not syncing"u8, $"a kernel's oops or warning {NoTrace}"),
        Known("/* CTF "u8, $"the metadata of a CTF trace (LTTng); {Recorded}"),
        Known("\"traceEvents\""u8, $"a trace in Chrome's JSON; {Recorded}"),
        Known("<!DOCTYPE html"u8, "a web page; save the trace that it shows as plain text"),
        Known("<!doctype html"u8, "a web page; save the trace that it shows as plain text"),
        Known("<html"u8, "a web page; save the trace that it shows as plain text"),
    ];

    /// <summary>What a text that begins so is, though it may look like a trace, in words that follow its path; null if it is none of these.</summary>
    public static string? TakenForTrace(ReadOnlySpan<byte> beginning)
    {
        if (IsQuotedPrintable(beginning)) return "is a mail in quoted-printable; give it as `python3 -m quopri -d FILE | tracer check -`";
        return PerfScript().IsMatch(Encoding.Latin1.GetString(beginning))
            ? $"is what perf script prints, which tells neither preempt depth nor interrupts; {Recorded}" : null;
    }

    /// <summary>What a text is in which no line is of a trace, in words that follow its path; null if it is none of these.</summary>
    public static string? Of(ReadOnlySpan<byte> text)
    {
        foreach (var (mark, words) in Marks)
            if (text.IndexOf(mark) >= 0) return words;
        return null;
    }

    // The encoding leaves no other `=` than those before two digits, or at a line's end; a trace has `=0x`, or nothing but short numbers.
    private static bool IsQuotedPrintable(ReadOnlySpan<byte> beginning)
    {
        if (beginning.IndexOf("=3D"u8) < 0) return false;
        for (var rest = beginning; rest.IndexOf((byte)'=') is >= 0 and var at && at < rest.Length - 2; rest = rest[(at + 1)..])
            if (!IsEncoded(rest[at + 1], rest[at + 2])) return false;
        return true;
    }

    private static bool IsEncoded(byte first, byte second) => first is (byte)'\r' or (byte)'\n' || IsUpperHex(first) && IsUpperHex(second);

    private static bool IsUpperHex(byte digit) => digit is >= (byte)'0' and <= (byte)'9' or >= (byte)'A' and <= (byte)'F';

    private static (byte[], string) Known(ReadOnlySpan<byte> mark, string what) => (mark.ToArray(), $"is {what}");

    // `work   100 [000]    10.000001:          kvm:kvm_unmap_hva_range: …`: the pid stands apart, the event has its system before it.
    [GeneratedRegex(@"^ *\S.*? \d+(/\d+)? +\[\d+\] +(\S+ +)?\d+\.\d+: +(\d+ +)?[\w-]+:[\w.]+:", RegexOptions.Multiline)]
    private static partial Regex PerfScript();
}
