namespace Tracer.Events.Sources;

/// <summary>A trace goes beyond what any kernel or run does, and what it would take to follow it has no bound. The message says which bound, and where.</summary>
public sealed class TraceBoundException : Exception
{
    public TraceBoundException(string message)
        : base(message)
    {
    }

    public TraceBoundException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public TraceBoundException()
    {
    }
}
