using Tracer.Charts.Data;

namespace Tracer.Charts.Building;

/// <summary>The spans of one task in rows: the longest lies on top; what it encloses lies below it.</summary>
internal sealed class SpanRows
{
    // Ends that a trace does not show make spans that pile up; a lane that is higher than the page says nothing.
    private const int MostRows = 12;

    public SpanRows(IEnumerable<Span> spans, EventAxis axis)
    {
        var kept = spans.ToList();
        (Placed, Count) = Place(kept);
        while (Count > MostRows)
        {
            kept.Remove(kept.Where(span => !span.IsMissing).OrderByDescending(span => axis.DistanceToAnchor(span.From, span.To)).ThenBy(span => span.From).First());
            LeftOut++;
            (Placed, Count) = Place(kept);
        }
    }

    public IReadOnlyList<Span> Placed { get; }

    public int Count { get; }

    /// <summary>Spans that there was no row for: those farthest from what the finding speaks of, the oldest first.</summary>
    public int LeftOut { get; }

    private static (List<Span> Placed, int Rows) Place(IEnumerable<Span> spans)
    {
        var ends = new List<double>();
        var placed = new List<Span>();
        foreach (var span in spans.OrderBy(span => span.From).ThenByDescending(span => span.To).ThenBy(span => span.Kind))
        {
            var row = ends.FindIndex(end => end <= span.From);
            if (row < 0)
            {
                row = ends.Count;
                ends.Add(0);
            }

            ends[row] = span.To;
            placed.Add(span with { Row = row });
        }

        return (placed, ends.Count);
    }
}
