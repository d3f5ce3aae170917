using Tracer.Analysis;

namespace Tracer.Tests.SecondOpinion;

/// <summary>What the analyzer says of a list of events, by its public entry.</summary>
internal static class Verdict
{
    internal static TraceReport Of(VmEvent[] events, string protocol, Completeness? completeness = null)
    {
        var analyzer = new Analyzer();
        analyzer.Begin(EraOf.Named(protocol));
        analyzer.Accept(events);
        return analyzer.Finish("run", new TraceOrigin(TraceSourceKind.Engine, protocol, null, KnownFrom.Header), completeness ?? Completeness.Whole, new Names());
    }

    /// <summary>The ids of the rules that are broken.</summary>
    internal static IEnumerable<string> Broken(this TraceReport report) => report.Rules.Where(result => result.Verdict == RuleVerdict.Violated).Select(result => result.Rule.Id);
}
