namespace Tracer.Analysis.Findings;

/// <summary>What a breach of a rule costs.</summary>
public enum Severity
{
    /// <summary>Memory corruption, use after free.</summary>
    Critical,

    /// <summary>Stale data, deadlock, sleeping in atomic context.</summary>
    High,

    /// <summary>Spurious faults, lost ageing or dirty state.</summary>
    Medium,

    /// <summary>Performance or hygiene.</summary>
    Low,

    /// <summary>Proposed and never enforced: judged and printed apart, counts only if asked for.</summary>
    Policy,
}
