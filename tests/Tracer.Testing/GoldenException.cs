namespace Tracer.Testing;

/// <summary>A text is not what the golden file says; the message shows the first line that differs.</summary>
public sealed class GoldenException : Exception
{
    public GoldenException(string message)
        : base(message)
    {
    }

    public GoldenException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public GoldenException()
    {
    }
}
