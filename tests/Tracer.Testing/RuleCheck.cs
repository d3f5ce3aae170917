using Tracer.Analysis;

namespace Tracer.Testing;

/// <summary>Puts rules to the test on a script.</summary>
public static class RuleCheck
{
    /// <summary>What all rules, or the given ones, say of the script's events under a protocol.</summary>
    public static TraceReport Run(string script, string protocol = "4.14", params string[] rules)
    {
        var trace = Script.Parse(script);
        var analyzer = new Analyzer(RuleCatalogue.Choose(rules));
        analyzer.Begin(EraOf.Named(protocol));
        analyzer.Accept([.. trace.Naming, .. trace.Events]);
        return analyzer.Finish("script", new TraceOrigin(TraceSourceKind.Engine, protocol, null, KnownFrom.Option), Completeness.Whole, trace.Names, countPolicy: true);
    }

    /// <summary>The one rule's result on the script.</summary>
    public static RuleResult Of(string rule, string script, string protocol = "4.14") => Run(script, protocol, rule).Rules.Single();

    /// <summary>The ids of the rules the script breaks, each once, by id.</summary>
    public static IReadOnlyList<string> Broken(string script, string protocol = "4.14") =>
        [.. Run(script, protocol).Rules.Where(result => result.Verdict == RuleVerdict.Violated).Select(result => result.Rule.Id)];
}
