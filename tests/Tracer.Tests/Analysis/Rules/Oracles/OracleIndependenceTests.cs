using Tracer.Analysis;
using Tracer.Testing;
using Tracer.Tests.Engine;

namespace Tracer.Tests.Analysis.Rules.Oracles;

/// <summary>Oracles say what was harmed, however it came about: they give the same answers when nobody tells them of the protocol.</summary>
public sealed class OracleIndependenceTests
{
    private const int Seeds = 150;
    private const string Registered = "run · D register kvm traits=range-start+range-end";
    private static readonly IReadOnlyList<Rule> Oracles = [.. RuleCatalogue.All.Where(rule => rule.Info.Kind == FindingKind.Outcome)];

    private static readonly EventKindSet Protocol = EventKindSet.Of(
        EventKind.RangeStartEntered, EventKind.RangeStartReturned, EventKind.RangeEndEntered, EventKind.RangeEndReturned,
        EventKind.RangeInvalidated, EventKind.PageInvalidated, EventKind.PteChangeNotified, EventKind.AgeingNotified,
        EventKind.CallbackEntered, EventKind.CallbackReturned, EventKind.ReleaseEntered, EventKind.ReleaseReturned,
        EventKind.LockAcquired, EventKind.LockReleased, EventKind.AtomicEntered, EventKind.AtomicLeft, EventKind.MightSleep, EventKind.TlbFlushed,
        EventKind.InvalidationSampled, EventKind.PageLookedUp, EventKind.RetryTested, EventKind.InvalidationCounted, EventKind.SecondaryFlushed);

    [Theory]
    [InlineData("reclaim", "aac2fea9", "kvm", "")]
    [InlineData("mkclean", "aac2fea9", "kvm", "")]
    [InlineData("reclaim+mkclean+munmap+cow", "aac2fea9", "kvm ib-umem-odp amd-iommu-v2 gntdev", "")]
    [InlineData("cow", "4.14", "gntdev", "")]
    [InlineData("mkclean", "785373b4", "gntdev", "")]
    [InlineData("reclaim", "4.10", "kvm", "")]
    [InlineData("mkclean", "4.14", "kvm", "install-inside-bracket")]
    public void Oracles_judge_runs_the_same_without_the_events_of_the_protocol(string scenario, string protocol, string drivers, string fault)
    {
        var simulation = Requests.Prepare(scenario, protocol, drivers.Split(' '), faults: fault.Length == 0 ? [] : [fault]);
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            var events = Recording.Of(simulation, seed).Events;
            Assert.Equal(Judge(events, protocol), Judge(events.Where(e => !Protocol.Contains(e.Header.Kind)), protocol));
        }
    }

    public static TheoryData<string, string> Breaches => new()
    {
        { "S01", "run · A alloc pfn=7 · D map 0x1000 pfn=7 · A start 0x1000+1 · A end 0x1000+1 · A free pfn=7 · D access 0x1000" },
        { "S02", Registered + " · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A ir 0x1000+1 · A set 0x1000 pfn=8 rw · A unlock ptl1 · A end 0x1000+1 · D access 0x1000 pfn=1" },
        { "S03", Registered + " · A op mkclean · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 old=pfn1:rw:dirty · A set 0x1000 pfn=1 · A unlock ptl1 · A end 0x1000+1 · A op-end · D access 0x1000 pfn=1 w" },
        { "S04", Registered + " · A lock ptl1 · A set 0x1000 pfn=7 rw · A unlock ptl1 · A touch 0x1000 w pfn=7 · A touch 0x2000 w pfn=2 · D access 0x2000 pfn=2 · D access 0x1000 pfn=1" },
        { "S06", Registered + " · A op fork · A start 0x1000+1 · A lock ptl1 · A wrprotect 0x1000 · A unlock ptl1 · A end 0x1000+1 · A op-end · D access 0x1000 pfn=1 w" },
        { "S05", "run · A start 0x1000+1 · " + string.Join(" · ", Enumerable.Repeat("D lock spin1 · D device-retry 0x1000 · D unlock spin1", FaultsMakeProgress.RetriesAllowed + 1)) },
    };

    [Theory]
    [MemberData(nameof(Breaches))]
    public void Each_oracle_finds_its_harm_the_same_without_them(string oracle, string script)
    {
        var parsed = Script.Parse(script);
        var seen = Judge(parsed.Events, "4.14");
        Assert.Contains(seen, finding => finding.Rule == oracle);
        Assert.Equal(seen, Judge(parsed.Events.Where(e => !Protocol.Contains(e.Header.Kind)), "4.14"));
    }

    // Without harm to compare, the comparison would say nothing.
    [Fact]
    public void The_runs_that_are_compared_do_harm()
    {
        var simulation = Requests.Prepare("reclaim", "aac2fea9", ["kvm"]);
        Assert.Contains(Enumerable.Range(1, Seeds), seed => Judge(Recording.Of(simulation, (ulong)seed).Events, "aac2fea9").Count > 0);
    }

    private static List<(string Rule, long Culprit)> Judge(IEnumerable<VmEvent> events, string protocol)
    {
        var analyzer = new Analyzer(Oracles);
        analyzer.Begin(EraOf.Named(protocol));
        analyzer.Accept(events.ToArray());
        var origin = new TraceOrigin(TraceSourceKind.Engine, protocol, null, KnownFrom.Option);
        return [.. analyzer.Finish("run", origin, Completeness.Whole, new Names()).Findings.Select(finding => (finding.Rule.Id, finding.Sequence))];
    }
}
