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
        var behind = points.Where(point => Place.Number(point.Header.Sequence) >= number).ToArray();
        if (behind.Length == 0) return null;

        // Of several events of a line one that is drawn is meant.
        var same = behind.TakeWhile(point => Place.Number(point.Header.Sequence) == Place.Number(behind[0].Header.Sequence));
        var focus = same.OrderBy(point => DrawnKinds.MarkOf(point.Header.Kind) is null).First();
        return (focus, Place.Of(in focus));
    }
}
