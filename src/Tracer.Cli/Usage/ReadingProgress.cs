namespace Tracer.Cli.Usage;

/// <summary>Tells of a trace that is read how many events have come.</summary>
/// <param name="progress">Where to tell it.</param>
/// <param name="what">The trace, and which of how many it is.</param>
internal sealed class ReadingProgress(Progress progress, string what) : IEventSink
{
    private long count;

    public void Accept(ReadOnlySpan<VmEvent> events)
    {
        count += events.Length;
        progress.Tell(() => $"{what}: {count:N0} events");
    }

    /// <summary>The listeners of a trace that is read: none where nobody watches.</summary>
    public static IReadOnlyList<IEventSink> Of(Progress? progress, string what) => progress is null ? [] : [new ReadingProgress(progress, what)];
}
