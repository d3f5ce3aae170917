using Tracer.Analysis;
using Tracer.Engine;

namespace Tracer.Tests.Lab;

public sealed class SeedSweepTests
{
    private const int Seeds = 100;

    private static readonly RunRequest WrongApi = new() { Scenario = "reclaim", Protocol = "aac2fea9", Drivers = ["kvm"] };
    private static readonly RunRequest Waiting = new() { Scenario = "reclaim", Protocol = "4.14", Drivers = ["kvm"], Faults = ["skip-range-end"] };

    [Theory]
    [InlineData("reclaim", "aac2fea9", "kvm")]
    [InlineData("reclaim", "4.12", "ib-umem-odp")]
    [InlineData("cow", "4.14", "gntdev")]
    public void It_finds_what_the_reports_of_its_runs_tell(string scenario, string protocol, string driver)
    {
        var request = new RunRequest { Scenario = scenario, Protocol = protocol, Drivers = [driver] };
        var sweep = new SeedSweep(request).Run(1, Seeds);
        var reports = Reports(request);

        Assert.Equal(Seeds, sweep.Runs);
        Assert.Equal(
            reports.SelectMany(report => report.Rules).Where(rule => rule.Checked > 0).GroupBy(rule => rule.Rule.Id).ToDictionary(rule => rule.Key, rule => rule.Sum(result => result.Checked)),
            sweep.Exercised);
        Assert.Equal(
            reports.SelectMany((report, run) => report.Findings.Select(finding => (finding.Reason.Code, Seed: run + 1)))
                .GroupBy(finding => finding.Code).OrderBy(reason => reason.Key, StringComparer.Ordinal)
                .Select(reason => (reason.Key, (long)reason.Count(), reason.Distinct().Count(), reason.Min(finding => finding.Seed))),
            sweep.Reasons.OrderBy(reason => reason.Key, StringComparer.Ordinal)
                .Select(reason => (reason.Key, reason.Value.Findings, reason.Value.Seeds, (int)reason.Value.First)));
        Assert.All(sweep.Reasons.Values, reason =>
            Assert.Equal(reports[(int)reason.First - 1].Findings.First(finding => finding.Reason == reason.Reason).Culprit, reason.Example.Culprit));
        Assert.All(sweep.Breaches(countPolicy: true), rule =>
            Assert.Equal(reports.Count(report => report.Findings.Any(finding => finding.Rule.Id == rule.Rule.Id)), rule.Broken.Seeds));
    }

    [Fact]
    public void Policy_rules_break_only_for_who_counts_them()
    {
        var sweep = new SeedSweep(new RunRequest { Scenario = "reclaim", Protocol = "4.12", Drivers = ["kvm"] }).Run(1, Seeds);

        Assert.DoesNotContain("P04", sweep.Broken);
        Assert.Contains(sweep.Breaches(countPolicy: true), rule => rule.Rule.Id == "P04");
    }

    [Fact]
    public void A_run_that_gets_stuck_is_counted_and_its_findings_too()
    {
        var sweep = new SeedSweep(Waiting).Run(1, Seeds);
        var simulation = Simulation.Prepare(Waiting);
        var stuck = Enumerable.Range(1, Seeds).Where(seed => simulation.Run((ulong)seed, new EventHash()).Unfinished > 0).ToArray();

        Assert.Equal(new SeedCount(stuck.Length, (ulong)stuck[0]), sweep.Stuck);
        Assert.Contains("N04", sweep.Broken);
    }

    [Fact]
    public void A_run_is_the_same_whether_the_one_before_it_got_stuck_or_not()
    {
        var used = Simulation.Prepare(Waiting);
        for (var seed = 1UL; seed <= Seeds; seed++)
            Assert.Equal(HashOf(Simulation.Prepare(Waiting), seed), HashOf(used, seed));
    }

    [Fact]
    public void Seeds_may_be_run_in_parts()
    {
        var parts = new SeedSweep(WrongApi);
        parts.Run(1, 40);

        Assert.Equal(Words(new SeedSweep(WrongApi).Run(1, Seeds)), Words(parts.Run(41, Seeds - 40)));
    }

    // Of the rules' share alone: coroutines are objects in a debug build.
    [Fact]
    public void Judging_a_run_that_breaks_nothing_allocates_nothing()
    {
        var simulation = Simulation.Prepare(new RunRequest { Scenario = "reclaim", Protocol = "4.14", Drivers = ["kvm"] });
        var runs = Enumerable.Range(1, Seeds).Select(seed => Engine.Recording.Of(simulation, (ulong)seed).Events.ToArray()).ToArray();
        var analyzer = new Analyzer { FindingsKept = 1 };

        // Pooled records are handed out in another order each time, and each grows to the size that it is needed in once.
        for (var i = 0; i < 5; i++) Pass();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Pass();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(allocated < Seeds * 16, $"{allocated} bytes for {Seeds} runs");

        void Pass()
        {
            foreach (var run in runs)
            {
                analyzer.Begin(Era.E6);
                analyzer.Accept(run);
                analyzer.Finish();
            }
        }
    }

    internal static IEnumerable<string> Words(SweepReport sweep) =>
    [
        $"{sweep.Scenario} {sweep.Protocol} {sweep.DriverSet} {sweep.Runs} {sweep.Stuck}",
        .. sweep.Rules.Select(rule => $"{rule.Rule.Id} {rule.Checked} {rule.Broken}"),
        .. sweep.Reasons.Values.Select(reason => $"{reason.Reason.Code} {reason.Findings} {reason.Broken} {reason.Example.Sequence}"),
    ];

    private static string HashOf(Simulation simulation, ulong seed)
    {
        var hash = new EventHash();
        simulation.Run(seed, hash);
        return hash.ToString();
    }

    private static TraceReport[] Reports(RunRequest request)
    {
        var simulation = Simulation.Prepare(request);
        var analyzer = new Analyzer { FindingsKept = int.MaxValue };
        var origin = new TraceOrigin(TraceSourceKind.Engine, request.Protocol, null, KnownFrom.Header);
        return [.. Enumerable.Range(1, Seeds).Select(seed =>
        {
            analyzer.Begin(EraOf.Named(request.Protocol));
            simulation.Run((ulong)seed, analyzer);
            return analyzer.Finish("run", origin, Completeness.Whole, new Names(), countPolicy: true);
        })];
    }
}
