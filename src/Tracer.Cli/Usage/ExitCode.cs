using Tracer.Analysis.Findings;

namespace Tracer.Cli.Usage;

/// <summary>The exit codes, which scripts rely on.</summary>
internal static class ExitCode
{
    public const int Holds = 0;
    public const int Violated = 1;
    public const int Unusable = 2;
    public const int Inconclusive = 3;

    /// <summary>Whoever read the output was gone before all was known: that of a program that SIGPIPE ends.</summary>
    public const int NoReader = 128 + 13;

    /// <summary>The gravest of several: unreadable, violated, inconclusive, holds.</summary>
    public static int Of(IEnumerable<TraceVerdict> verdicts, int inconclusive)
    {
        var all = verdicts.ToHashSet();
        return all.Contains(TraceVerdict.Unreadable) ? Unusable
            : all.Contains(TraceVerdict.Violated) ? Violated
            : all.Contains(TraceVerdict.Inconclusive) ? inconclusive : Holds;
    }
}
