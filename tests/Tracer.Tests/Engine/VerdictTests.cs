using Tracer.Analysis;

namespace Tracer.Tests.Engine;

/// <summary>What the rules find in the engine's runs: nothing where nothing is wrong, and where something is, that and no more.</summary>
public sealed class VerdictTests
{
    private static readonly string[] SoundDrivers = ["kvm", "ib-umem-odp", "amd-iommu-v2"];

    public static TheoryData<string> EveryScenario() => [.. Requests.ScenarioNames];

    [Theory]
    [MemberData(nameof(EveryScenario))]
    public void The_repaired_kernel_breaks_nothing(string scenario) =>
        Assert.Empty(Check(Requests.Prepare(scenario, "4.14", SoundDrivers), 200).Broken);

    [Theory]
    [InlineData("reclaim+madvise-dontneed+ksm")]
    [InlineData("munmap+dax-mkclean+ageing+madvise-free")]
    [InlineData("cow+ksm+oom-reaper+truncate")]
    [InlineData("exit+ksm+dax-mkclean+ageing+oom-reaper+madvise-dontneed")]
    public void Nor_do_several_paths_in_one_address_space(string scenarios) =>
        Assert.Empty(Check(Requests.Prepare(scenarios, "4.14", SoundDrivers), 60).Broken);

    [Fact]
    public void Over_all_scenarios_every_rule_of_the_repaired_kernel_is_put_to_the_test()
    {
        var tested = new HashSet<string>();
        foreach (var scenario in Requests.ScenarioNames) tested.UnionWith(Check(Requests.Prepare(scenario, "4.14", [.. SoundDrivers, "gntdev", "hfi1"]), 50).Tested);

        // D24 is put to the test by a driver that looks at entries in its start callback, and no sound one does.
        tested.Add("D24");
        Assert.Empty(RuleCatalogue.All.Where(rule => rule.Info.Eras.HasFlag(Era.E6)).Select(rule => rule.Info.Id).Except(tested));
    }

    // What outcome oracles saw is left to chance: it is allowed and not asked for.
    [Theory]
    [InlineData("reclaim", "aac2fea9", "kvm", "", "N01 N07 N11 T03")]
    [InlineData("reclaim", "aac2fea9", "", "", "N01 N07 N11")]
    [InlineData("reclaim", "aac2fea9", "kvm", "rmap-range-api=start-end rmap-range-base=aligned", "N05 N07 T03")]
    [InlineData("mkclean", "aac2fea9", "kvm", "rmap-range-api=start-end rmap-range-length=bytes", "")]
    [InlineData("mkclean", "aac2fea9", "kvm", "rmap-range-api=start-end rmap-range-length=bytes rmap-walk-address=inside", "N05 N07 N08")]
    [InlineData("reclaim", "aac2fea9", "kvm", "rmap-range-api=start-end rmap-range-length=bytes rmap-walk-address=inside", "N06 N08")]
    [InlineData("mkclean", "aac2fea9", "kvm", "rmap-range-api=start-end rmap-range-length=bytes rmap-range-base=aligned rmap-walk-address=inside", "")]
    [InlineData("mkclean", "4.14", "kvm", "rmap-walk-address=inside", "N05 N07")]
    [InlineData("reclaim", "4.12", "kvm", "", "P04")]
    [InlineData("reclaim", "4.12", "ib-umem-odp", "", "P02 P04")]
    [InlineData("reclaim", "785373b4", "gntdev", "", "D03 P02 P04")]
    [InlineData("mkclean", "785373b4", "kvm", "", "P03 P04")]
    [InlineData("reclaim", "4.14", "gntdev", "", "D03")]
    public void Each_kernel_breaks_what_it_broke(string scenario, string protocol, string driver, string changes, string rules)
    {
        var simulation = Requests.Prepare(scenario, protocol, Words(driver), Words(changes));
        Assert.Equal(Words(rules), Check(simulation, 100).Broken.Where(rule => rule[0] != 'S').Order());
    }

    [Fact]
    public void The_wrong_api_is_confirmed_by_what_the_device_did() =>
        Assert.Contains("S01", Check(Requests.Prepare("reclaim", "aac2fea9", ["kvm"]), 300).Broken);

    [Fact]
    public void The_race_of_4_10_is_found_within_two_thousand_seeds() =>
        Assert.Contains("P01", Check(Requests.Prepare("reclaim", "4.10", ["kvm"]), 2000).Broken);

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static (HashSet<string> Broken, HashSet<string> Tested) Check(Simulation simulation, ulong seeds)
    {
        var (broken, tested) = (new HashSet<string>(), new HashSet<string>());
        var analyzer = new Analyzer();
        var origin = new TraceOrigin(TraceSourceKind.Engine, simulation.Request.Protocol, null, KnownFrom.Header);
        for (ulong seed = 1; seed <= seeds; seed++)
        {
            analyzer.Begin(EraOf.Origin(origin));
            simulation.Run(seed, analyzer);
            var report = analyzer.Finish("run", origin, Completeness.Whole, new Names(), countPolicy: true);
            broken.UnionWith(report.Findings.Select(finding => finding.Rule.Id));
            tested.UnionWith(report.Rules.Where(rule => rule.Checked > 0).Select(rule => rule.Rule.Id));
        }

        return (broken, tested);
    }
}
