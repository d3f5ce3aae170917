using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Sweeps;
using Tracer.Reports.Rendering;

namespace Tracer.Reports.Text;

/// <summary>What breaks where, over the cells of a table of sweeps: a row for each cell that breaks something or got stuck.</summary>
public static class SweepText
{
    public static void Write(IReadOnlyList<SweepReport> cells, bool countPolicy, TextWriter output)
    {
        var table = new Table("protocol", "driver", "scenario", "what breaks: on so many seeds (the first)");
        var clean = 0;
        foreach (var cell in cells)
        {
            var breaks = Breaks(cell, countPolicy);
            if (breaks.Length == 0) clean++;
            else table.Add(cell.Protocol, cell.DriverSet, cell.Scenario, breaks);
        }

        if (!table.IsEmpty)
        {
            table.Write(output);
            output.Line();
        }

        output.Line($"{cells.Sum(cell => (long)cell.Runs):N0} runs; {clean:N0} of {cells.Count:N0} cells break nothing.");
        if (!countPolicy) WritePolicy(cells, output);
        if (Again(cells, countPolicy) is { } again) output.Line($"Again: {again}");
    }

    private static string Breaks(SweepReport cell, bool countPolicy)
    {
        var parts = cell.Breaches(countPolicy).Select(rule => $"{rule.Rule.Id}: {Count(rule.Broken)}").ToList();
        if (cell.Stuck.Seeds > 0) parts.Add($"stuck: {Count(cell.Stuck)}");
        return string.Join("; ", parts);
    }

    private static string Count(SeedCount count) => $"{count.Seeds:N0} ({count.First})";

    private static void WritePolicy(IReadOnlyList<SweepReport> cells, TextWriter output)
    {
        var policy = cells.SelectMany(cell => cell.Breaches(countPolicy: true)).Where(rule => rule.Rule.Kind == FindingKind.Policy)
            .GroupBy(rule => rule.Rule.Id).OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(rule => $"{rule.Key} in {rule.Count():N0}").ToArray();
        if (policy.Length > 0)
            output.AllLines(Wrapping.Wrap("Policy, not counted: ", $"{string.Join(", ", policy)} cells. They were proposed and never enforced; --policy counts them."));
    }

    private static string? Again(IReadOnlyList<SweepReport> cells, bool countPolicy)
    {
        foreach (var cell in cells)
        {
            var first = cell.Breaches(countPolicy).Select(rule => rule.Broken).Append(cell.Stuck).FirstOrDefault(count => count.Seeds > 0);
            if (first.Seeds == 0) continue;
            return string.Join(' ', ToolCommand.Record(cell, first.First));
        }

        return null;
    }
}
