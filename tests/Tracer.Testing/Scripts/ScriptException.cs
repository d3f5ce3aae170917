namespace Tracer.Testing;

/// <summary>A script cannot be read. The message is one line: where, what was found, what is allowed.</summary>
public sealed class ScriptException : FormatException
{
    public ScriptException(string message)
        : base(message)
    {
    }

    public ScriptException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public ScriptException()
    {
    }
}
