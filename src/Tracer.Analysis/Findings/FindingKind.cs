namespace Tracer.Analysis.Findings;

/// <summary>What a finding is about.</summary>
public enum FindingKind
{
    /// <summary>An ordering rule was broken, whether or not harm was seen.</summary>
    Protocol,

    /// <summary>Harm was seen: an oracle.</summary>
    Outcome,

    /// <summary>A rule that was proposed and never enforced.</summary>
    Policy,
    Performance,
}
