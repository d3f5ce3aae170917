using Tracer.Analysis.Sweeps;

namespace Tracer.Reports.Csv;

/// <summary>One row for each rule that a cell of a table of sweeps put to the test, policy rules among them: whoever reads it can leave them out.</summary>
public static class SweepCsv
{
    public static void Write(IReadOnlyList<SweepReport> cells, TextWriter output) => CsvFile.Write(cells.SelectMany(Rows), output);

    private static IEnumerable<SweepRow> Rows(SweepReport cell) => cell.Rules.Select(rule => new SweepRow(
        cell.Protocol, cell.DriverSet, cell.Scenario, cell.Runs, cell.Stuck.Seeds, First(cell.Stuck),
        rule.Rule.Id, Kebab.Of(rule.Rule.Severity), Kebab.Of(rule.Rule.Fault), rule.Checked, rule.Broken.Seeds, First(rule.Broken),
        rule.Reasons.Sum(reason => reason.Findings), string.Join(' ', rule.Reasons.Select(reason => reason.Reason.Code))));

    private static ulong? First(SeedCount count) => count.Seeds > 0 ? count.First : null;
}
