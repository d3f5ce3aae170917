using System.Text.RegularExpressions;

namespace Tracer.Tests.Analysis.Rules.Drivers;

/// <summary>Scripts of one callback over a range that leaves something of it, each with the one rule that names it: the boundary between D11, D16, D17 and D18.</summary>
internal static class RemainsOfRange
{
    internal const string Kvm = "D register kvm traits=range-start+range-end+counts";

    /// <summary>Pages 1 to 4 are mapped, as far as a script maps them; the callback is given pages 1 to 3.</summary>
    internal static string Callback(string mapped, string zapped, string kind = "range-start", string range = "0x1000+3") =>
        $"run · {Kvm} · {Steps("map", mapped)} · A cb-in kvm {kind} {range} · {Steps("zap", zapped)}A cb-out kvm {kind} {range}".Replace("· ·", "·", StringComparison.Ordinal);

    /// <summary>The script with its drivers registered as they have to be: with mmap_lock held.</summary>
    internal static string RegisteredUnderLock(string script) =>
        Regex.Replace(script, @"D register \S+ \S+", "D lock mmap · $0 · D unlock mmap");

    private static string Steps(string verb, string pages) =>
        string.Concat(pages.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(page => $"A {verb} 0x{page}000 · "));
}
