using System.Collections.Concurrent;
using System.Globalization;
using Tracer.Engine;
using Tracer.Lab;

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

    public static TheoryData<string> EveryProtocol() => [.. Protocols.All.Select(protocol => protocol.Name)];

    public static TheoryData<int> EveryRow() => [.. Enumerable.Range(0, ExpectedBreach.Table.Count)];

    [Theory]
    [MemberData(nameof(EveryProtocol))]
    public void Nothing_breaks_outside_the_table(string protocol)
    {
        var outside = new ConcurrentBag<string>();
        var cells = from scenario in Scenarios.Paths from driver in ExpectedBreach.AllDrivers select (Scenario: scenario.Name, Driver: driver);
        Parallel.ForEach(cells, cell =>
        {
            var rows = ExpectedBreach.Table.Where(row => row.Speaks(protocol, cell.Scenario, cell.Driver)).ToList();
            var sweep = Sweep(protocol, cell.Scenario, cell.Driver).Run(1, Asked ?? SeedsOfACell);
            foreach (var reason in sweep.Reasons.Values.Where(reason => sweep.Broken.Contains(reason.Rule.Id)))
            {
                if (rows.Any(row => row.Rules.Contains(reason.Rule.Id) || row.Oracles.Contains(reason.Rule.Id))) continue;
                outside.Add($"{protocol} {cell.Scenario} {(cell.Driver.Length == 0 ? "no driver" : cell.Driver)}: {reason.Example.Reason.Code} on {reason.Seeds} seeds, first {reason.First}");
            }
        });
        Assert.True(outside.IsEmpty, string.Join('\n', outside.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(EveryRow))]
    public void What_the_table_names_is_found(int row)
    {
        var entry = ExpectedBreach.Table[row];
        var cells = from protocol in entry.Protocols from scenario in entry.Scenarios from driver in entry.Drivers select (protocol, scenario, driver);
        var missing = new ConcurrentBag<string>();
        Parallel.ForEach(Asked is null ? cells.Take(1) : cells, cell =>
        {
            var sweep = Sweep(cell.protocol, cell.scenario, cell.driver);
            for (var seed = 1; seed <= SeedsOfAnEntry && entry.Rules.Except(sweep.Broken).Any(); seed += SeedsAtOnce) sweep.Run((ulong)seed, SeedsAtOnce);
            foreach (var rule in entry.Rules.Except(sweep.Broken)) missing.Add($"{cell}: {rule} on none of {sweep.Runs} seeds");
        });
        Assert.True(missing.IsEmpty, string.Join('\n', missing.Order(StringComparer.Ordinal)));
    }

    private static SeedSweep Sweep(string protocol, string scenario, string driver) =>
        new(new RunRequest { Scenario = scenario, Protocol = protocol, Drivers = driver.Length == 0 ? [] : [driver] });
}
