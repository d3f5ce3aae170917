using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;

namespace Tracer.Reports.Text;

/// <summary>Says what became of the lines of a text.</summary>
internal static class LinesText
{
    private const int MostTold = 5;

    // Some prose around a trace is nothing to speak of.
    private const int FewInHundred = 10;

    // What KVM's own tracepoints show of the notifiers.
    private static readonly Dictionary<string, string> OfKvm = new(StringComparer.Ordinal)
    {
        ["kvm_unmap_hva_range"] = "that KVM is told of a range",
        ["kvm_set_spte_hva"] = "that KVM is told of a new entry",
        ["kvm_age_hva"] = "that KVM is asked whether pages were used",
        ["kvm_test_age_hva"] = "that KVM is asked whether a page was used",
    };

    /// <summary>The line of a report, where anything is amiss.</summary>
    public static IEnumerable<string> Amiss(TraceHead trace) =>
        trace.Completeness.Lines is { } lines && (lines.Damaged > 0 || lines.NotUnderstood * 100 > lines.Total * FewInHundred) ? Wrapping.Wrap("  Lines ", Counts(lines)) : [];

    /// <summary>All of it, with the names of what is of no use.</summary>
    public static IEnumerable<string> All(LineCounts lines) =>
        [.. Wrapping.Wrap("  Lines ", Counts(lines)), .. lines.UnusedEvents.Count == 0 ? [] : Wrapping.Wrap("  Passed ", Names(lines.UnusedEvents, int.MaxValue))];

    /// <summary>Why nothing was put to the test, where the text has no event for it; null if it has one.</summary>
    public static string? Foreign(Completeness held)
    {
        if (held.Lines is not { Events: 0 } lines || lines.Damaged > 0) return null;
        if (lines.Calls > 0) return $"a function trace, {lines.Calls:N0} calls: it has no arguments, so that there is nothing to judge";
        if (lines.UnusedEvents.Count == 0) return "a kernel trace without an event";
        var count = lines.UnusedEvents.Sum(of => of.Lines);
        return $"{(count == 1 ? "1 line" : $"{count:N0} lines")} of a kernel trace, none of an event that Tracer reads ({Names(lines.UnusedEvents, MostTold)}){Kvm(lines)}";
    }

    private static string Counts(LineCounts lines) =>
        $"{lines.Total:N0}: {lines.Read:N0} read, {lines.Unused:N0} of no use, {lines.NotUnderstood:N0} not understood, {lines.Damaged:N0} damaged"
        + (lines is { Damaged: > 0, NotUnderstood: > 0 } ? " (wrapped by a mail client?)" : "");

    private static string Names(IReadOnlyList<EventLineCount> events, int most)
    {
        var told = string.Join(", ", events.Take(most).Select(of => $"{of.Event} {of.Lines:N0}"));
        return events.Count <= most ? told : $"{told}, … and {events.Count - most} more";
    }

    private static string Kvm(LineCounts lines)
    {
        var shown = lines.UnusedEvents.Where(of => OfKvm.ContainsKey(of.Event)).Select(of => $"{of.Event} shows {OfKvm[of.Event]}").ToList();
        return shown.Count == 0 ? "" : $"; {string.Join(", ", shown)}, not by whom nor what the core did: range_start, range_end and the stores to page tables would be needed";
    }
}
