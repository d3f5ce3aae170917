namespace Tracer.Traces.Recording;

/// <summary>A recording lacks events that were given to it: the runtime dropped them.</summary>
public sealed class EventsLostException : IOException
{
    public EventsLostException(string path, long lost, Completeness held)
        : base(FormattableString.Invariant($"{lost:N0} events were lost while recording; what was recorded stays in {path}")) => (Path, Lost, Held) = (path, lost, held);

    public EventsLostException()
    {
    }

    public EventsLostException(string message)
        : base(message)
    {
    }

    public EventsLostException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>The recording as it is.</summary>
    public string Path { get; } = "";

    /// <summary>How many are lost in all.</summary>
    public long Lost { get; }

    /// <summary>Where they are missing, as the recording itself tells.</summary>
    public Completeness Held { get; } = Completeness.Whole;
}
