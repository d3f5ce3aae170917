using Tracer.Analysis;
using Tracer.Testing;

namespace Tracer.Tests.Analysis.Findings;

/// <summary>What was found across a pause, in a source that cannot show that lines were taken out.</summary>
public sealed class StandingTests
{
    private const string Before = "A op cow · A lock ptl2 · A unlock ptl2 · A op-end";

    private static readonly string Usual = string.Concat(Enumerable.Repeat(" · B lock ptl3 · B unlock ptl3", 30));
    private const string Breach = "A op reclaim · A lock ptl1 · A clear 0x1000 fn=try_to_unmap_one · A flush 0x1000+1 · A unlock ptl1 · A op-end";

    [Fact]
    public void Does_not_stand_if_it_is_met_nowhere_else()
    {
        var report = Check($"run · {Before} · {Breach}{Usual}", pauseBefore: 8, isCounted: false);
        Assert.Empty(report.Findings);
        Assert.Equal(TraceVerdict.Inconclusive, report.Verdict);
        Assert.Equal(RuleVerdict.Inconclusive, report.Rules.Single(result => result.Rule.Id == "N01").Verdict);
        Assert.Equal(new Gap(7, null, null) { Cause = GapCause.Paused }, Assert.Single(report.Completeness.Gaps));
    }

    [Fact]
    public void Stands_if_the_source_counts_its_events() =>
        Assert.Contains("N01", Broken(Check($"run · {Before} · {Breach}{Usual}", pauseBefore: 8, isCounted: true)));

    [Theory]
    [InlineData(4)]
    [InlineData(14)]
    public void Stands_if_the_pause_lies_in_another_operation(int pauseBefore) =>
        Assert.Contains("N01", Broken(Check($"run · {Before} · {Breach} · {Before}{Usual}", pauseBefore, isCounted: false)));

    [Fact]
    public void Stands_if_the_same_is_met_without_a_pause_too() =>
        Assert.Equal(2, Check($"run · {Before} · {Breach} · {Breach.Replace("0x1000", "0x2000", StringComparison.Ordinal)}{Usual}", pauseBefore: 8, isCounted: false).Findings.Count(finding => finding.Rule.Id == "N01"));

    [Fact]
    public void Between_operations_the_last_one_that_ended_is_where_it_began() =>
        Assert.DoesNotContain("N04", Broken(Check($"run · {Before} · A end 0x1000+1{Usual}", pauseBefore: 6, isCounted: false)));

    [Fact]
    public void A_short_time_is_no_pause() =>
        Assert.Contains("N01", Broken(Check($"run · {Before} · {Breach}{Usual}", pauseBefore: 8, isCounted: false, pauseNs: 90_000)));

    [Fact]
    public void What_nothing_before_its_witnesses_would_excuse_stands_though_they_come_after_a_pause()
    {
        const string Short = "A op cow · A start 0x200000+2M · A lock pml1 · A clear-huge 0x200000 · A ir 0x200000+1 · A set-huge 0x200000 pfn=1024 rw · A unlock pml1 · A end 0x200000+2M · A op-end";
        Assert.Contains("I12", Broken(Check($"run · {Short}{Usual}", pauseBefore: 4, isCounted: false, era: "6.12")));
        Assert.DoesNotContain("I12", Broken(Check($"run · {Short}{Usual}", pauseBefore: 7, isCounted: false, era: "6.12")));
    }

    [Fact]
    public void What_is_only_counted_goes_with_the_findings_that_are_kept()
    {
        const string Twice = "A op reclaim · A lock ptl1 · A clear 0x1000 fn=try_to_unmap_one · A flush 0x1000+1 · A clear 0x2000 fn=try_to_unmap_one · A flush 0x2000+1 · A unlock ptl1 · A op-end";
        var report = Check($"run · {Before} · {Twice}{Usual}", pauseBefore: 8, isCounted: false, kept: 1);
        Assert.Equal(RuleVerdict.Inconclusive, report.Rules.Single(result => result.Rule.Id == "N01").Verdict);
        Assert.Equal(2, Check($"run · {Before} · {Twice}{Usual}", pauseBefore: 8, isCounted: true, kept: 1).Rules.Single(result => result.Rule.Id == "N01").Violations);
    }

    [Fact]
    public void Among_few_events_no_pause_stands_out() =>
        Assert.Contains("N01", Broken(Check($"run · {Before} · {Breach}", pauseBefore: 8, isCounted: false)));

    private static IEnumerable<string> Broken(TraceReport report) => report.Findings.Select(finding => finding.Rule.Id);

    private static TraceReport Check(string script, int pauseBefore, bool isCounted, long pauseNs = 5_000_000, string era = "4.14", int kept = 1000)
    {
        var trace = Script.Parse(script);
        VmEvent[] events = [.. trace.Events];
        foreach (ref var e in events.AsSpan()) e.Header.TimestampNs = e.Header.Sequence * 1000 + (e.Header.Sequence >= pauseBefore ? pauseNs : 0);
        var analyzer = new Analyzer { FindingsKept = kept };
        var pauses = new Pauses();
        analyzer.Begin(EraOf.Named(era));
        foreach (var sink in new IEventSink[] { analyzer, pauses }) sink.Accept([.. trace.Naming, .. events]);
        var origin = new TraceOrigin(TraceSourceKind.FtraceReport, era, null, KnownFrom.Option);
        return analyzer.Finish("script", origin, new Completeness(true, true, []) { IsCounted = isCounted }, trace.Names, pauses: pauses);
    }
}
