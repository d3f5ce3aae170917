namespace Tracer.Traces.Reading;

/// <summary>A file is not what it should be. The message is one line for a person: what was found, what is allowed, where.</summary>
public sealed class TraceFormatException : Exception
{
    public TraceFormatException(string message)
        : base(message)
    {
    }

    public TraceFormatException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public TraceFormatException()
    {
    }

    /// <summary>The content is of another kind: no trace that was damaged, or is of a form not read. In a folder of many things such a file is passed over.</summary>
    public bool IsNoTrace { get; init; }
}
