using Tracer.Analysis;
using Tracer.Analysis.Explaining;
using Tracer.Events;

namespace Tracer.Reports.Charts;

/// <summary>What of a trace is drawn: so many events, or lines of a text, on both sides of every witness, and of every oracle's finding that confirms it.</summary>
public sealed class SequenceWindow
{
    public const int DefaultMargin = 24;
    private readonly long[] anchors;
    private readonly long margin;

    public SequenceWindow(Finding finding, int margin = DefaultMargin, EventPlace place = default)
    {
        Anchors = [.. finding.Witnesses.Select(witness => witness.Event), .. finding.ConfirmedBy.Select(outcome => outcome.Culprit)];
        anchors = [.. Anchors.Select(e => e.Header.Sequence).Order()];
        this.margin = (long)margin * place.Step;
    }

    /// <summary>The events it lies around.</summary>
    public IReadOnlyList<VmEvent> Anchors { get; }

    public bool Contains(long sequence) => Overlaps(sequence, sequence);

    /// <summary>True if something that lasts from one number to the other is seen in the window.</summary>
    public bool Overlaps(long from, long to) => anchors.Any(anchor => from <= anchor + margin && to >= anchor - margin);

    /// <summary>True if everything between the two numbers is in the window.</summary>
    public bool Covers(long from, long to)
    {
        foreach (var anchor in anchors)
            if (from + 1 >= anchor - margin) from = Math.Max(from, anchor + margin);
        return from + 1 >= to;
    }
}
