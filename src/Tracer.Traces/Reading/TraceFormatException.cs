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

    /// <summary>
    /// In a few words what the content is in place of a trace: in a folder of many things such a file is passed over. Null if it is a trace, though one that
    /// cannot be read.
    /// </summary>
    public string? NoTrace { get; init; }

    /// <summary>The file is not to blame, or not alone: the program met what nobody expected, which is the inner exception.</summary>
    public bool IsInternal { get; init; }
}
