using Tracer.Analysis.Explaining;
using Tracer.Charts.Data;

namespace Tracer.Charts.Building;

/// <summary>Gives every drawn event a place of its own, one apart from the next, and one more where events are left out.</summary>
internal sealed class EventAxis
{
    private readonly List<(long Sequence, double X)> places = [];
    private readonly List<double> breaks = [];
    private readonly List<Tick> ticks = [];
    private readonly List<double> anchors = [];

    /// <param name="points">In order of sequence.</param>
    /// <param name="window">Which of them must stay.</param>
    /// <param name="place">How they are numbered.</param>
    /// <param name="most">So many have room.</param>
    public EventAxis(IReadOnlyList<VmEvent> points, SequenceWindow window, EventPlace place, int most)
    {
        var kept = Keep(points, window, most);
        var x = 0.0;
        for (var i = 0; i < kept.Count; i++)
        {
            var point = points[kept[i]];
            if (i > 0 && (kept[i] != kept[i - 1] + 1 || !window.Covers(points[kept[i - 1]].Header.Sequence, point.Header.Sequence)))
                breaks.Add(x++);
            places.Add((point.Header.Sequence, x));
            ticks.Add(new Tick(x, $"{place.Number(point.Header.Sequence)}"));
            if (window.IsAnchor(in point)) anchors.Add(x);
            x++;
        }

        To = Math.Max(x, 1) - 0.5;
    }

    public static double From => -0.5;

    public double To { get; }

    public IReadOnlyList<double> Breaks => breaks;

    /// <summary>How many events have a place.</summary>
    public int Count => places.Count;

    /// <summary>How far a stretch lies from the nearest event that the finding speaks of; 0 if it holds one.</summary>
    public double DistanceToAnchor(double from, double to) =>
        anchors.Select(at => at < from ? from - at : at > to ? at - to : 0).DefaultIfEmpty(0).Min();

    /// <summary>The event's place, or null if it is left out.</summary>
    public double? Find(VmEvent drawn)
    {
        var index = IndexOf(drawn.Header.Sequence);
        return index < places.Count && places[index].Sequence == drawn.Header.Sequence ? places[index].X : null;
    }

    /// <summary>Where something begins or ends: the event's place, or between those it came between.</summary>
    public double Edge(VmEvent drawn)
    {
        var index = IndexOf(drawn.Header.Sequence);
        if (index == places.Count) return To;
        if (places[index].Sequence == drawn.Header.Sequence) return places[index].X;
        return index == 0 ? From : (places[index - 1].X + places[index].X) / 2;
    }

    public Axis Axis(EventPlace place) => new($"{(place.Unit is { } unit ? $"{unit} of the trace" : "sequence number")}, one step an event", From, To, ticks);

    private int IndexOf(long sequence)
    {
        var index = places.BinarySearch((sequence, double.NegativeInfinity));
        return index < 0 ? ~index : index;
    }

    // As many on both sides of each anchor as there is room for; without one, the first.
    private static List<int> Keep(IReadOnlyList<VmEvent> points, SequenceWindow window, int most)
    {
        var anchors = Enumerable.Range(0, points.Count).Where(i => window.IsAnchor(points[i])).ToArray();
        var all = Enumerable.Range(0, points.Count).ToList();
        if (anchors.Length == 0) return [.. all.Take(most)];
        for (var reach = points.Count; all.Count > most && reach >= 0; reach = reach > most ? most : reach - 1)
            all = [.. Enumerable.Range(0, points.Count).Where(i => anchors.Any(anchor => Math.Abs(anchor - i) <= reach))];
        return all;
    }
}
