namespace Tracer.Analysis.Findings;

/// <summary>What a trace says about one rule, or about all.</summary>
public enum RuleVerdict
{
    Holds,
    Violated,

    /// <summary>Events that the rule needs were lost.</summary>
    Inconclusive,

    /// <summary>The source shows what a breach needs; the situation the rule speaks of never arose.</summary>
    NotExercised,

    /// <summary>The source does not show what a breach needs: it could not look broken.</summary>
    NotObservable,

    /// <summary>
    /// The situation arose and never could be judged; or the rule speaks of some of the kernels that the trace may come from and not of others, and which one it is
    /// is not known.
    /// </summary>
    NotJudged,

    /// <summary>The rule does not speak of this era.</summary>
    NotApplicable,
}
