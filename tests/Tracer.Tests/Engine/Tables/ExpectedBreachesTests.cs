using System.Collections.Concurrent;
using System.Globalization;
using Tracer.Analysis;

namespace Tracer.Tests.Engine;

/// <summary>
/// The table of what each kernel is expected to break, walked both ways: no run breaks what it does not name, and what it names is found.
/// <c>TRACER_SEEDS=1000 dotnet test --filter ExpectedBreaches</c> walks every cell with that many seeds and looks for every entry in each of its cells.
/// </summary>
public sealed class ExpectedBreachesTests
{
    private const int SeedsOfACell = 10;
    private const int SeedsOfAnEntry = 2000;
    private const int SeedsAtOnce = 50;

    private static readonly int? Asked =
        Environment.GetEnvironmentVariable("TRACER_SEEDS") is { } seeds ? int.Parse(seeds, CultureInfo.InvariantCulture) : null;

    public static TheoryData<string> EveryProtocol() => [.. ProtocolCatalogue.All.Select(protocol => protocol.Name)];

    public static TheoryData<int> EveryRow() => [.. Enumerable.Range(0, ExpectedBreach.Table.Count)];

    [Theory]
    [MemberData(nameof(EveryProtocol))]
    public void Nothing_breaks_outside_the_table(string protocol)
    {
        var cells = SweepTable.Cells([protocol], [.. ExpectedBreach.DriverSets], [.. ScenarioCatalogue.Paths.Where(path => path.Protocols.Contains(protocol)).Select(path => path.Name)]);
        var outside = new List<string>();
        foreach (var report in SweepTable.Run(cells, Asked ?? SeedsOfACell))
        {
            var rows = ExpectedBreach.Table.Where(row => row.Speaks(report)).ToList();
            if (report.Stuck.Seeds > 0) outside.Add($"{Cell(report)}: tasks could not finish on {report.Stuck.Seeds} seeds, first {report.Stuck.First}");
            foreach (var broken in report.Breaches(countPolicy: false))
            {
                if (rows.Any(row => row.Rules.Contains(broken.Rule.Id) || row.Harm.Contains(broken.Rule.Id))) continue;
                outside.AddRange(broken.Reasons.Select(reason => $"{Cell(report)}: {reason.Reason.Code} on {reason.Seeds} seeds, first {reason.First}"));
            }
        }

        Assert.True(outside.Count == 0, string.Join('\n', outside));
    }

    [Theory]
    [MemberData(nameof(EveryRow))]
    public void What_the_table_names_is_found(int row)
    {
        var entry = ExpectedBreach.Table[row];
        var missing = new ConcurrentBag<string>();
        Parallel.ForEach(Asked is null ? entry.Cells.Take(1) : entry.Cells, cell =>
        {
            var sweep = new SeedSweep(cell);
            var report = sweep.Run(1, SeedsAtOnce);
            while (report.Runs < SeedsOfAnEntry && entry.Rules.Except(report.Broken).Any()) report = sweep.Run((ulong)report.Runs + 1, SeedsAtOnce);
            foreach (var rule in entry.Rules.Except(report.Broken)) missing.Add($"{Cell(report)}: {rule} on none of {report.Runs} seeds");
        });
        Assert.True(missing.IsEmpty, string.Join('\n', missing.Order(StringComparer.Ordinal)));
    }

    private static string Cell(SweepReport report) => $"{report.Protocol} {report.Scenario} {report.DriverSet}";
}
