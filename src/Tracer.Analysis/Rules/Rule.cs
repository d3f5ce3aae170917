using Tracer.Analysis.Findings;

namespace Tracer.Analysis.Rules;

/// <summary>One rule of the catalogue. It keeps nothing of its own: what it must remember lives in the entity it speaks of.</summary>
public abstract class Rule
{
    public abstract RuleInfo Info { get; }
}
