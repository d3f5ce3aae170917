using Tracer.Analysis.Rules;

namespace Tracer.Analysis.Findings;

/// <summary>What rules have said of one event, until all have spoken: where one yields to another about the same culprit, only the other's name stays.</summary>
internal sealed class Contest
{
    private readonly List<Claim> said = [];
    private readonly List<(Claim Claim, Action Keep)> waiting = [];

    /// <summary>A rule has named a breach; if it yields to none, it has also kept it.</summary>
    public void Say(RuleInfo rule, Reason reason, in EventHeader culprit) => said.Add(new Claim(rule, reason, culprit.Sequence, culprit.Kind));

    /// <summary>A rule that yields has named a breach; it is kept unless another rule names the same.</summary>
    public void Wait(RuleInfo rule, Reason reason, in EventHeader culprit, Action keep)
    {
        var claim = new Claim(rule, reason, culprit.Sequence, culprit.Kind);
        said.Add(claim);
        waiting.Add((claim, keep));
    }

    public void Decide()
    {
        if (said.Count == 0) return;
        foreach (var (claim, keep) in waiting)
            if (!said.Exists(other => claim.YieldsTo(other))) keep();
        waiting.Clear();
        said.Clear();
    }

    private readonly record struct Claim(RuleInfo Rule, Reason Reason, long Sequence, EventKind Kind)
    {
        public bool YieldsTo(Claim other)
        {
            if (other.Sequence != Sequence || other.Kind != Kind) return false;
            foreach (var yield in Rule.YieldsTo)
                if (yield.Covers(Reason, other.Rule, other.Reason)) return true;
            return false;
        }
    }
}
