using System.CommandLine;

namespace Tracer.Cli.Usage;

/// <summary><c>--debug</c> of every command: where the program itself went wrong, for whoever mends it. Only the message of such an error speaks of it.</summary>
internal static class DebugOption
{
    public static Option<bool> Instance { get; } = new("--debug") { Description = "of an internal error tell where it happened", Hidden = true, Recursive = true };

    /// <summary>Says on one line what went wrong, and below it where, if that is asked for.</summary>
    /// <param name="error">Where it is said.</param>
    /// <param name="message">What went wrong.</param>
    /// <param name="e">What was thrown.</param>
    /// <param name="parsed">The command line.</param>
    public static void Tell(TextWriter error, string message, Exception e, ParseResult parsed)
    {
        error.WriteLine($"tracer: {message}");
        if (parsed.GetValue(Instance)) error.WriteLine(e);
    }
}
