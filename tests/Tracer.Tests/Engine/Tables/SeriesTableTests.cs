using Tracer.Analysis;
using Tracer.Testing;

namespace Tracer.Tests.Engine;

/// <summary>
/// The series of 2017 as a table from runs, in traces/README.md: what each driver broke, and whose fault it was, before the series and after it.
/// <c>TRACER_UPDATE_GOLDEN=1</c> runs the seeds and writes it; the test runs fewer, and holds it against what each kernel is expected to break.
/// </summary>
public sealed class SeriesTableTests
{
    private const string Page = "traces/README.md";
    private const int SeedsOfTheTable = 1000;
    private const int SeedsOfTheTest = 10;

    private static readonly string[] Protocols = ["4.10", "4.12", "aac2fea9", "785373b4", "4.14"];

    // What the series is about. The OOM reaper, which it left alone, is not.
    private static readonly string[] Paths = ["reclaim", "mkclean", "dax-mkclean", "madvise-free", "munmap", "madvise-dontneed", "truncate", "cow", "ksm"];

    private static readonly string[] Drivers = [.. DriverCatalogue.All.Select(driver => driver.Name)];

    [Fact]
    public void No_run_breaks_what_its_cell_does_not_say()
    {
        if (Golden.IsUpdating)
        {
            Golden.Replace(Page, "series", Render(Sweep(SeedsOfTheTable)));
            return;
        }

        var outside = from report in Sweep(SeedsOfTheTest)
                      from breach in report.Breaches(countPolicy: false)
                      where !CellOf(report.DriverSet, report.Protocol).Contains(breach.Rule.Id, StringComparison.Ordinal)
                      select $"{report.Protocol} {report.Scenario} {report.DriverSet}: {breach.Rule.Id}, first {breach.Broken.First}";
        Assert.Empty(outside);
    }

    [Fact]
    public void Its_cells_say_what_is_expected()
    {
        foreach (var driver in Drivers)
        {
            foreach (var protocol in Protocols)
            {
                var expected = ExpectedBreach.Table
                    .Where(row => row.Protocols.Contains(protocol) && row.Drivers.Contains(driver) && row.Scenarios.Intersect(Paths).Any())
                    .SelectMany(row => row.Rules).Distinct().Order(StringComparer.Ordinal);
                var said = CellOf(driver, protocol).Split([' ', ';'], StringSplitOptions.RemoveEmptyEntries).Where(word => char.IsAsciiDigit(word[^1]) && word[0] != 'S').Order(StringComparer.Ordinal);
                Assert.Equal((driver, protocol, string.Join(' ', expected)), (driver, protocol, string.Join(' ', said)));
            }
        }
    }

    private static string CellOf(string driver, string protocol) =>
        MarkdownTable.Read(Page, "driver", Protocols[0]).Single(row => row["driver"] == driver)[protocol];

    private static IReadOnlyList<SweepReport> Sweep(int seeds) =>
        SweepTable.Run(SweepTable.Cells(Protocols, [.. Drivers.Select(driver => new[] { driver })], Paths), seeds);

    private static string Render(IReadOnlyList<SweepReport> reports)
    {
        var lines = new List<string> { $"| driver | {string.Join(" | ", Protocols)} |", $"|---|{string.Concat(Protocols.Select(_ => "---|"))}" };
        foreach (var driver in Drivers)
        {
            var cells = Protocols.Select(protocol => Cell(reports.Where(report => report.DriverSet == driver && report.Protocol == protocol)));
            lines.Add($"| `{driver}` | {string.Join(" | ", cells)} |");
        }

        return string.Join('\n', lines);
    }

    private static string Cell(IEnumerable<SweepReport> reports)
    {
        var broken = reports.SelectMany(report => report.Breaches(countPolicy: false)).Select(breach => breach.Rule).DistinctBy(rule => rule.Id)
            .OrderBy(rule => rule.Id, StringComparer.Ordinal).ToList();
        if (broken.Count == 0) return "holds";
        var parts = broken.GroupBy(rule => rule.Kind == FindingKind.Outcome ? "harm" : rule.Fault == Fault.Core ? "core" : "driver")
            .OrderBy(group => Array.IndexOf(["core", "driver", "harm"], group.Key));
        return string.Join("; ", parts.Select(part => $"{part.Key} {string.Join(' ', part.Select(rule => rule.Id))}"));
    }
}
