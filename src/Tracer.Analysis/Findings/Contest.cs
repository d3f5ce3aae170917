using System.Runtime.InteropServices;
using Tracer.Analysis.Rules;

namespace Tracer.Analysis.Findings;

/// <summary>What rules have said of one event, until all have spoken: where one yields to another about the same culprit, only the other's name stays.</summary>
internal sealed class Contest
{
    private readonly List<Claim> said = [];

    /// <summary>A rule has named a breach.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="reason">How it was broken.</param>
    /// <param name="culprit">By which event.</param>
    /// <param name="keep">Keeps it, once it is clear that no other rule's name is better; null for a rule that yields to none and has kept it.</param>
    public void Say(RuleInfo rule, Reason reason, in EventHeader culprit, Action? keep = null) =>
        said.Add(new Claim(rule, reason, culprit.Sequence, culprit.Kind, keep) { Fate = keep is null ? Fate.Kept : Fate.Open });

    public void Decide()
    {
        if (said.Count == 0) return;
        while (Next() is { } keep) keep();
        said.Clear();
    }

    // The next to be kept: one that yields to none that is left, else, of some that yield to each other in a circle, the first to speak:
    // a breach is never left without a name.
    private Action? Next()
    {
        var first = -1;
        var claims = CollectionsMarshal.AsSpan(said);
        for (var i = 0; i < claims.Length; i++)
        {
            if (claims[i].Fate != Fate.Open) continue;
            var best = Best(claims, i);
            if (best == Fate.Kept) claims[i].Fate = Fate.Dropped;
            else if (best == Fate.Dropped || first < 0) first = i;
            if (best == Fate.Dropped) break;
        }

        if (first < 0) return null;
        claims[first].Fate = Fate.Kept;
        return claims[first].Keep;
    }

    // What has come of those that a claim yields to: one is kept, or one is still open, or none is left.
    private static Fate Best(ReadOnlySpan<Claim> claims, int index)
    {
        var best = Fate.Dropped;
        foreach (ref readonly var other in claims)
        {
            if (other.Fate == Fate.Dropped || !claims[index].YieldsTo(in other)) continue;
            if (other.Fate == Fate.Kept) return Fate.Kept;
            best = Fate.Open;
        }

        return best;
    }

    private enum Fate
    {
        Open,
        Kept,
        Dropped,
    }

    private record struct Claim(RuleInfo Rule, Reason Reason, long Sequence, EventKind Kind, Action? Keep)
    {
        public Fate Fate { get; set; }

        public readonly bool YieldsTo(in Claim other)
        {
            if (other.Sequence != Sequence || other.Kind != Kind) return false;
            var yields = Rule.YieldsTo;
            for (var i = 0; i < yields.Count; i++)
                if (yields[i].Covers(Reason, other.Rule, other.Reason)) return true;
            return false;
        }
    }
}
