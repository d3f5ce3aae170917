using System.Globalization;
using Tracer.Analysis;

namespace Tracer.Tests.Engine;

/// <summary>
/// The table of what each planted bug trips, walked both ways: all that it names is found, and nothing else breaks.
/// <c>TRACER_SEEDS=1000 dotnet test --filter FaultTable</c> walks it with that many seeds.
/// </summary>
public sealed class FaultTableTests
{
    private const int SeedsOfARun = 40;
    private const int SeedsOfAnEntry = 2000;

    private static readonly int Seeds =
        Environment.GetEnvironmentVariable("TRACER_SEEDS") is { } seeds ? int.Parse(seeds, CultureInfo.InvariantCulture) : SeedsOfARun;

    public static TheoryData<string> EveryFault() => [.. ExpectedFault.Planted.Select(row => row.Fault)];

    public static TheoryData<string> EveryRuleThatARunBreaks() =>
        [.. ExpectedFault.RulesWithout.Where(row => row.Protocol.Length > 0).Select(row => row.Rule)];

    [Fact]
    public void The_table_has_each_fault_once_and_says_of_it_what_the_engine_says() =>
        Assert.Equal(
            FaultCatalogue.All.Select(fault => (fault.Name, fault.Rule, fault.Protocol, Join(fault.Changes), fault.Scenario, DriverOf(fault))),
            ExpectedFault.Planted.OrderBy(row => row.Fault, StringComparer.Ordinal)
                .Select(row => (row.Fault, row.Rule, row.Protocol, Join(row.Changes), row.Scenario, row.Driver)));

    [Fact]
    public void Each_rule_has_a_fault_or_a_reason_for_having_none()
    {
        var planted = ExpectedFault.Planted.Select(row => row.Rule).ToHashSet();
        var without = ExpectedFault.RulesWithout.Select(row => row.Rule).ToList();
        Assert.DoesNotContain(without, planted.Contains);
        Assert.Equal(RuleCatalogue.All.Select(rule => rule.Info.Id), planted.Concat(without).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_trips_more_than_its_rule_says_why() =>
        Assert.Empty(ExpectedFault.Planted.Concat(ExpectedFault.RulesWithout)
            .Where(row => row.Why.Length == 0 && (row.AlsoTrips.Count > 0 || row.IsUnfinished || row.Fault.Length == 0)).Select(row => row.Fault + row.Rule));

    [Theory]
    [MemberData(nameof(EveryFault))]
    public void A_fault_trips_what_the_table_says_and_nothing_else(string fault)
    {
        var row = ExpectedFault.Planted.Single(known => known.Fault == fault);
        List<string> named = [row.Rule, .. row.AlsoTrips];
        List<SweepReport> reports = [.. row.Runs.Select(run => Sweep(run, report => report.Broken.Contains(row.Rule)))];
        if (!IsComplete(row, reports)) reports.Add(Sweep(row.Runs.Last(), report => IsComplete(row, [report])));

        Assert.All(reports, report => Assert.Contains(row.Rule, report.Broken));
        Assert.Empty(named.Except(reports.SelectMany(report => report.Broken)));
        Assert.Empty(reports.SelectMany(report => report.Breaches(countPolicy: false)).Where(broken => !IsOracle(broken.Rule) && !named.Contains(broken.Rule.Id))
            .SelectMany(broken => broken.Reasons.Select(reason => $"{reason.Reason.Code} first on seed {reason.First}")));
        Assert.Equal(row.IsUnfinished, reports.Exists(report => report.Stuck.Seeds > 0));
    }

    [Theory]
    [MemberData(nameof(EveryFault))]
    public void Without_the_fault_the_same_run_keeps_the_rule(string fault)
    {
        var row = ExpectedFault.Planted.Single(known => known.Fault == fault);
        foreach (var run in row.Runs)
        {
            var report = new SeedSweep(run with { Faults = [] }).Run(1, Seeds);
            Assert.DoesNotContain(row.Rule, report.Broken);
            Assert.Equal(0, report.Stuck.Seeds);
        }
    }

    [Theory]
    [MemberData(nameof(EveryRuleThatARunBreaks))]
    public void A_run_that_is_named_for_want_of_a_fault_breaks_the_rule(string rule)
    {
        var row = ExpectedFault.RulesWithout.Single(known => known.Rule == rule);
        Assert.Contains(rule, Sweep(row.Runs.First(), report => report.Broken.Contains(rule)).Broken);
    }

    private static bool IsComplete(ExpectedFault row, IReadOnlyList<SweepReport> reports) =>
        !row.AlsoTrips.Except(reports.SelectMany(report => report.Broken)).Any() && (!row.IsUnfinished || reports.Any(report => report.Stuck.Seeds > 0));

    // At least so many seeds, and more if what is looked for has not been found on them.
    private static SweepReport Sweep(RunRequest run, Predicate<SweepReport> isFound)
    {
        var sweep = new SeedSweep(run);
        var report = sweep.Run(1, Seeds);
        while (report.Runs < SeedsOfAnEntry && !isFound(report)) report = sweep.Run((ulong)report.Runs + 1, SeedsOfARun);
        return report;
    }

    private static bool IsOracle(RuleInfo rule) => rule.Kind == FindingKind.Outcome;

    private static string DriverOf(PlantedFault fault) => fault.Drivers.Count == 0 ? SweepReport.NoDriver : string.Join('+', fault.Drivers);

    private static string Join(IEnumerable<string> changes) => string.Join(' ', changes);
}
