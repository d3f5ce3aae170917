using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;

namespace Tracer.Charts.Building;

/// <summary>A place of a trace, whatever is found there.</summary>
/// <param name="number">The place, as a person numbers it.</param>
/// <param name="head">The trace.</param>
public sealed class PlaceSubject(long number, TraceHead head) : LaneSubject(head)
{
    public override string Title => $"{Place.Unit ?? "event"} {number}";

    public override string Subtitle => "What tasks held and did around it.";

    public override (VmEvent Event, string Label)? FocusIn(IReadOnlyList<VmEvent> points)
    {
        foreach (var point in points)
            if (Place.Number(point.Header.Sequence) >= number) return (point, Place.Of(in point));
        return null;
    }
}
