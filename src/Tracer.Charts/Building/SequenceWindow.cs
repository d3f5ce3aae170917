using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;

namespace Tracer.Charts.Building;

/// <summary>What of a trace is drawn: so many events, or lines of a text, on both sides of what the picture is about.</summary>
public sealed class SequenceWindow
{
    public const int DefaultMargin = 24;
    private readonly (long First, long Last)[] anchors;
    private IReadOnlyList<VmEvent>? events;
    private readonly long margin;

    /// <summary>Around every witness, and every oracle's finding that confirms it.</summary>
    public SequenceWindow(Finding finding, int margin = DefaultMargin, EventPlace place = default)
    {
        events = [.. finding.Witnesses.Select(witness => witness.Event), .. finding.ConfirmedBy.Select(outcome => outcome.Culprit)];
        anchors = [.. events.Select(e => e.Header.Sequence).Order().Select(sequence => (sequence, sequence))];
        this.margin = (long)margin * place.Step;
    }

    private SequenceWindow((long First, long Last) anchor, long margin) => (anchors, this.margin) = ([anchor], margin);

    /// <summary>All of it.</summary>
    public static SequenceWindow Whole { get; } = new((long.MinValue / 4, long.MaxValue / 4), 0) { events = [] };

    /// <summary>Around a place, as a person numbers it.</summary>
    public static SequenceWindow Around(long number, EventPlace place, int margin = DefaultMargin) => new(place.Between(number, number), (long)margin * place.Step);

    /// <summary>True of an event that it lies around.</summary>
    public bool IsAnchor(in VmEvent e) => events is null ? anchors[0].First <= e.Header.Sequence && e.Header.Sequence <= anchors[0].Last : events.Contains(e);

    /// <summary>True from its first event to its last, what it leaves out between two witnesses included.</summary>
    public bool Reaches(long sequence) => sequence >= anchors[0].First - margin && sequence <= anchors[^1].Last + margin;

    public bool Contains(long sequence) => Overlaps(sequence, sequence);

    /// <summary>True if something that lasts from one number to the other is seen in the window.</summary>
    public bool Overlaps(long from, long to) => Array.Exists(anchors, anchor => from <= anchor.Last + margin && to >= anchor.First - margin);

    /// <summary>True if everything between the two numbers is in the window.</summary>
    public bool Covers(long from, long to)
    {
        foreach (var (first, last) in anchors)
            if (from + 1 >= first - margin) from = Math.Max(from, last + margin);
        return from + 1 >= to;
    }
}
