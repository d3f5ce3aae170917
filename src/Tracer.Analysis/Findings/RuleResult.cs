using Tracer.Analysis.Rules;

namespace Tracer.Analysis.Findings;

/// <summary>One rule over one trace.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Verdict">What came of it.</param>
/// <param name="Checked">How often it was put to the test and could be judged, violations included.</param>
/// <param name="Unjudged">How often it would have been put to the test but what it needs was not known.</param>
/// <param name="Violations">How often it was broken; may be more than there are findings kept.</param>
/// <param name="UnjudgedBecause">Why it could not be judged, with how often, most frequent first.</param>
public sealed record RuleResult(
    RuleInfo Rule, RuleVerdict Verdict, long Checked, long Unjudged, long Violations, IReadOnlyList<UnjudgedCount> UnjudgedBecause)
{
    /// <summary>The kinds that the rule needs and the source never showed; empty unless not observable.</summary>
    public EventKindSet Missing { get; init; }
}

/// <summary>A reason not to judge, and how often it was met.</summary>
public sealed record UnjudgedCount(string Because, long Count);
