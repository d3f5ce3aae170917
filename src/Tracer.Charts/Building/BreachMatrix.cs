using Tracer.Analysis.Sweeps;
using Tracer.Charts.Data;

namespace Tracer.Charts.Building;

/// <summary>What breaks where: protocols and drivers downwards, scenarios across.</summary>
public static class BreachMatrix
{
    /// <param name="cells">Every combination of some protocols, sets of drivers and scenarios, in that order.</param>
    /// <param name="countPolicy">Whether rules that were proposed and never enforced shade a cell.</param>
    public static MatrixChart Of(IReadOnlyList<SweepReport> cells, bool countPolicy)
    {
        string[] scenarios = [.. cells.Select(cell => cell.Scenario).Distinct()];
        (string Protocol, string Drivers)[] rows = [.. cells.Select(cell => (cell.Protocol, cell.DriverSet)).Distinct()];
        List<MatrixCell> drawn = [.. cells.Select(cell =>
            Cell(cell, Array.IndexOf(scenarios, cell.Scenario), Array.IndexOf(rows, (cell.Protocol, cell.DriverSet)), countPolicy))];
        var groups = rows.Select((row, i) => new Tick(i, row.Protocol)).DistinctBy(group => group.Label).ToArray();
        var broken = drawn.Count(cell => cell.Gravest is not null);
        return new MatrixChart(
            "What breaks where: protocols, drivers and scenarios",
            $"{cells.Sum(cell => (long)cell.Runs):N0} runs in {cells.Count:N0} cells, {broken:N0} of which break a rule. A cell names the rules, the gravest first."
                + $"{(cells.Count < rows.Length * scenarios.Length ? " Where there is none, the protocol has no such path." : "")}",
            Axis("scenario", scenarios), Axis("driver", [.. rows.Select(row => row.Drivers)]), groups, drawn);
    }

    private static MatrixCell Cell(SweepReport cell, int column, int row, bool countPolicy)
    {
        var breaches = cell.Breaches(countPolicy).OrderBy(breach => breach.Rule.Severity).ToArray();
        List<string> tip = [.. breaches.Select(breach => $"{breach.Rule.Id} on {breach.Broken.Seeds:N0} of {cell.Runs:N0} seeds, first {breach.Broken.First}")];
        if (cell.Stuck.Seeds > 0) tip.Add($"stuck on {cell.Stuck.Seeds:N0} seeds, first {cell.Stuck.First}");
        if (tip.Count == 0) tip.Add($"nothing in {cell.Runs:N0} runs");
        return new MatrixCell(
            column, row, breaches.Length > 0 ? breaches[0].Rule.Severity : null,
            [.. breaches.Select(breach => breach.Rule.Id)], cell.Stuck.Seeds > 0,
            $"{cell.Scenario} under {cell.Protocol}, driver {cell.DriverSet}: {string.Join("; ", tip)}");
    }

    private static Axis Axis(string label, string[] names) =>
        new(label, 0, names.Length, [.. names.Select((name, i) => new Tick(i + 0.5, name))]);
}
