using Tracer.Analysis;
using Tracer.Testing;

namespace Tracer.Tests.Testing;

public sealed class SyntheticTraceTests
{
    // The generator is right by construction, so a finding here is a false alarm of the rule or a mistake of the generator.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_rule_finds_anything_in_a_synthetic_trace(ulong seed)
    {
        var events = SyntheticTrace.GoodEvents(20_000, seed);
        var analyzer = new Analyzer();
        analyzer.Begin(Era.E6);
        analyzer.Accept(events);
        var origin = new TraceOrigin(TraceSourceKind.Engine, "4.14", null, KnownFrom.Header);
        var report = analyzer.Finish("synthetic", origin, Completeness.Whole, new Names());
        Assert.Empty(report.Findings.Select(finding => $"{finding.Reason.Code} at #{finding.Sequence}"));
        Assert.Equal(TraceVerdict.Holds, report.Verdict);
        Assert.Empty(report.Rules.Where(rule => rule.Rule.Id is "N01" or "N02" or "N04" or "N05" or "N07" or "I01" or "I02" or "L02" or "L08" or "D02" or "S01" && rule.Checked == 0).Select(rule => rule.Rule.Id));
    }
}
