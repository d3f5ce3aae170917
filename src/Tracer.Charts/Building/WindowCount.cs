using Tracer.Analysis.Explaining;

namespace Tracer.Charts.Building;

/// <summary>Counts what a picture of the window could show, so that it can tell what it does not.</summary>
internal sealed class WindowCount
{
    private readonly HashSet<EventContext> tasks = [];
    private long events;
    private long first;
    private long last;

    public void Add(in VmEvent e)
    {
        if (events++ == 0) first = e.Header.Sequence;
        last = e.Header.Sequence;
        tasks.Add(EventContext.Of(in e.Header));
    }

    /// <summary>What remains when so much of it is drawn, as a sentence; null if nothing does.</summary>
    public string? LeftOut(int drawnTasks, int drawnEvents, int spansLeftOut, EventPlace place)
    {
        string[] parts =
        [
            .. Counted(tasks.Count - drawnTasks, drawnTasks > 0 ? "other task" : "task"),
            .. Counted(events - drawnEvents, "event"),
            .. Counted(spansLeftOut, "span"),
        ];
        return parts switch
        {
            [] => null,
            ["1 other task" or "1 event" or "1 span"] => $"{parts[0]} between {place.Of(first)} and {place.Of(last)} is not drawn.",
            [.. var others, var final] => $"{string.Join(", ", others)}{(others.Length > 0 ? " and " : "")}{final} between {place.Of(first)} and {place.Of(last)} are not drawn.",
        };
    }

    private static IEnumerable<string> Counted(long count, string noun) => count switch
    {
        <= 0 => [],
        1 => [$"1 {noun}"],
        _ => [$"{count:N0} {noun}s"],
    };
}
