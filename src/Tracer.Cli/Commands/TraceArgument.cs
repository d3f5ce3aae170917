using System.CommandLine;

namespace Tracer.Cli.Commands;

/// <summary>The argument and option that every command on one trace takes.</summary>
internal static class TraceArgument
{
    public static Argument<string> Create() => new("TRACE") { Description = "a .nettrace of this tool, or ftrace text (plain or gzip); - for standard input" };

    public static Option<string> Kernel() => new("--kernel") { Description = "the kernel that a text trace comes from, such as 6.1", HelpName = "VERSION" };
}
