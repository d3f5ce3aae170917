namespace Tracer.Events.Sources;

/// <summary>What became of the lines of a text, every line counted once.</summary>
/// <param name="Read">Events that a rule may ask for, the header, and the markers of lost events.</param>
/// <param name="Unused">Understood, and of no use to any rule: other events, stack traces, blank lines.</param>
/// <param name="NotUnderstood">No line of a kernel trace.</param>
/// <param name="Damaged">Of an event, and cut, malformed, or out of its order: what it told is lost.</param>
public sealed record LineCounts(long Read, long Unused, long NotUnderstood, long Damaged)
{
    public long Total => Read + Unused + NotUnderstood + Damaged;

    /// <summary>Lines of events that were read; they are counted in <see cref="Read"/> too.</summary>
    public long Events { get; init; }

    /// <summary>Lines of events that are of no use, by the event's name, most lines first.</summary>
    public IReadOnlyList<EventLineCount> UnusedEvents { get; init; } = [];

    /// <summary>Lines of the function tracers, which tell of calls and not of their arguments; they are unused.</summary>
    public long Calls { get; init; }
}

/// <summary>How many lines one event of a text has.</summary>
public sealed record EventLineCount(string Event, long Lines);
