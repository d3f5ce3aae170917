using Tracer.Analysis;

namespace Tracer.Cli.Commands;

/// <summary>Which finding a person means.</summary>
internal static class FindingChoice
{
    /// <summary>The findings at a sequence number, or the one of a number, or the first; none if the trace has none and none was asked for.</summary>
    public static IReadOnlyList<Finding> Choose(TraceReport report, long? at, int? number)
    {
        List<Finding> all = [.. report.Findings, .. report.PolicyRemarks];
        if (at is { } sequence)
            return all.Where(finding => finding.Sequence == sequence).ToList() is { Count: > 0 } there ? there
                : throw new ArgumentException($"no finding at {sequence}; {Known(all)}");
        if (number is { } wanted)
            return wanted >= 1 && wanted <= all.Count ? [all[wanted - 1]]
                : throw new ArgumentException($"no finding {wanted}; {Known(all)}");
        return [.. all.Take(1)];
    }

    private static string Known(List<Finding> all) => all.Count == 0
        ? "the trace has none"
        : $"the trace has {all.Count}, at {string.Join(", ", all.Select(finding => finding.Sequence).Distinct().Take(8))}{(all.Count > 8 ? ", …" : "")}";
}
