using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;

namespace Tracer.Charts.Building;

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

    /// <summary>True from its first event to its last, what it leaves out between two witnesses included.</summary>
    public bool Reaches(long sequence) => sequence >= anchors[0] - margin && sequence <= anchors[^1] + margin;

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
