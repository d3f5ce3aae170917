using Tracer.Analysis;

namespace Tracer.Tests.Engine.Drivers;

/// <summary>What the rules find of each driver, under the kernel that is repaired and under those that were not.</summary>
public sealed class DriverVerdictTests
{
    private static readonly string[] StartOnly = ["gntdev", "amdgpu"];
    private static readonly string[] Guards = ["count", "page-references", "invalidate-range"];

    public static TheoryData<string> SoundDrivers() => [.. DriverRuns.All.Except(StartOnly)];

    public static TheoryData<string, string> StartOnlyAndGuards()
    {
        var data = new TheoryData<string, string>();
        foreach (var driver in (string[])[.. StartOnly, "scif", "hfi1"])
            foreach (var guard in Guards)
                data.Add(driver, guard);
        return data;
    }

    [Theory]
    [MemberData(nameof(SoundDrivers))]
    public void The_repaired_kernel_and_a_sound_driver_break_nothing(string driver)
    {
        foreach (var scenario in (string[])["reclaim", "mkclean", "munmap", "cow"]) Assert.Empty(Broken(scenario, "4.14", [driver], 100));
    }

    [Theory]
    [InlineData("gntdev")]
    [InlineData("amdgpu")]
    public void A_start_only_driver_undoes_what_was_invalidated(string driver) =>
        Assert.Equal("D03", Breaches(Broken("reclaim", "4.14", [driver], 90)));

    [Theory]
    [MemberData(nameof(StartOnlyAndGuards))]
    public void Each_guard_mends_a_start_only_driver(string driver, string guard)
    {
        foreach (var scenario in (string[])["reclaim", "cow", "mkclean"])
            Assert.Empty(Broken(scenario, "4.14", [driver], 200, $"start-only-guard={guard}"));
    }

    [Theory]
    [InlineData("4.12", "gru", "P04")]
    [InlineData("4.12", "hfi1", "P04")]
    [InlineData("4.12", "scif", "P04")]
    [InlineData("4.12", "intel-svm", "P04")]
    [InlineData("4.12", "powernv-npu", "P04")]
    [InlineData("4.12", "amdgpu", "D03 P02 P04")]
    [InlineData("785373b4", "ib-umem-odp", "P02 P04")]
    [InlineData("aac2fea9", "intel-svm", "N01 N07 N11 T03")]
    public void Each_kernel_breaks_what_it_broke(string protocol, string driver, string rules) =>
        Assert.Equal(rules, Breaches(Broken("reclaim", protocol, [driver], 60)));

    [Theory]
    [InlineData("4.12", "")]
    [InlineData("4.13", "S01 S02")]
    [InlineData("4.14", "S01 S02")]
    public void The_page_of_the_interrupt_controller_is_lost_with_invalidate_page(string protocol, string oracles) =>
        Assert.Equal(oracles, Harm(Broken("apic-page", protocol, ["kvm"], 200)));

    [Fact]
    public void Range_start_reloads_the_page_of_the_interrupt_controller() =>
        Assert.Empty(Broken("apic-page", "4.14", ["kvm"], 300, "apic-reload=range-start"));

    [Theory]
    [InlineData("4.10")]
    [InlineData("4.12")]
    [InlineData("4.14")]
    public void All_ten_at_once_leave_no_task_waiting(string protocol)
    {
        var simulation = Requests.Prepare(Requests.Together, protocol, DriverRuns.All);
        for (ulong seed = 1; seed <= 30; seed++)
        {
            var reader = new CarefulReader();
            Assert.Equal(0, simulation.Run(seed, reader).Unfinished);
            Assert.Empty(reader.Breaches);
            Assert.Empty(reader.StillHeld);
        }
    }

    private static string Breaches(HashSet<RuleInfo> broken) => Ids(broken, rule => rule.Kind != FindingKind.Outcome);

    private static string Harm(HashSet<RuleInfo> broken) => Ids(broken, rule => rule.Kind == FindingKind.Outcome);

    private static string Ids(HashSet<RuleInfo> broken, Func<RuleInfo, bool> which) => string.Join(' ', broken.Where(which).Select(rule => rule.Id).Order());

    private static HashSet<RuleInfo> Broken(string scenario, string protocol, string[] drivers, ulong seeds, params string[] changes)
    {
        var simulation = Requests.Prepare(scenario, protocol, drivers, changes);
        var analyzer = new Analyzer();
        var origin = new TraceOrigin(TraceSourceKind.Engine, protocol, null, KnownFrom.Header);
        var broken = new HashSet<RuleInfo>();
        for (ulong seed = 1; seed <= seeds; seed++)
        {
            analyzer.Begin(EraOf.Origin(origin));
            Assert.Equal(0, simulation.Run(seed, analyzer).Unfinished);
            broken.UnionWith(analyzer.Finish("run", origin, Completeness.Whole, new Names(), countPolicy: true).Findings.Select(finding => finding.Rule));
        }

        return broken;
    }
}
