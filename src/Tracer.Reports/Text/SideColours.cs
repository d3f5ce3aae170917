using Tracer.Analysis.Explaining;

namespace Tracer.Reports.Text;

/// <summary>Sets off on a terminal on which side an event happens, by the 16 colours that every terminal has.</summary>
public static class SideColours
{
    private const string Plain = "\u001b[0m";

    public static string Paint(EventKind kind, string line) => Paint(EventSides.Of(kind), line);

    /// <summary>What stands above the events for who looks at them on a screen.</summary>
    /// <param name="place">How the events' source is counted.</param>
    /// <param name="hasColour">The lines below have colours.</param>
    public static IEnumerable<string> Legend(EventPlace place, bool hasColour)
    {
        yield return $"# {place.Unit ?? "event"}, seconds, task, CPU; d irqs off, h hardirq, s softirq, Z int3, then preempt depth; what happens";
        if (!hasColour) yield break;
        var sides = Enum.GetValues<EventSide>().Where(side => side != EventSide.Trace);
        yield return $"# {string.Join("  ", sides.Select(side => Paint(side, EventSides.Word(side))))}";
    }

    private static string Paint(EventSide side, string text) => Code(side) is { } code ? $"\u001b[{code}m{text}{Plain}" : text;

    private static string? Code(EventSide side) => side switch
    {
        EventSide.Task => "1",
        EventSide.Lock => "33",
        EventSide.Notifier => "35",
        EventSide.Device => "36",
        EventSide.Trace => "2",
        _ => null,
    };
}
