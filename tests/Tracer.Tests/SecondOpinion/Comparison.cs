using System.Collections.Concurrent;

namespace Tracer.Tests.SecondOpinion;

/// <summary>A rule that one of the two says is broken by a mutant, and the other does not.</summary>
internal sealed record Difference(string Rule, bool SaidByAnalyzer, Mutant Mutant, CleanRun Run)
{
    public override string ToString() => $"{Rule} by {(SaidByAnalyzer ? "the analyzer" : "the slow checks")} alone: {Mutant} of {Run}";
}

/// <summary>What the analyzer and the slow checks say of the same mutants, of the rules that both speak of.</summary>
internal sealed record Comparison(int Runs, int Mutants, int Broken, int Same, IReadOnlyList<Difference> Differences)
{
    internal double Share => 100.0 * Same / Mutants;

    internal static Comparison Of(int runs, int mutantsOfARun)
    {
        var chosen = CleanRun.Choose(runs);
        var covered = SlowCheck.All.Select(check => check.Rule).ToHashSet();
        var differences = new ConcurrentBag<Difference>();
        int mutants = 0, broken = 0, same = 0;
        Parallel.For(0, chosen.Count, at =>
        {
            var run = chosen[at];
            foreach (var mutant in Mutant.Of(run.Events, mutantsOfARun, (ulong)at + 1))
            {
                var analyzer = Verdict.Of(mutant.Events, run.Protocol).Broken().Where(covered.Contains).ToHashSet();
                var slow = SlowCheck.Judge(mutant.Events, run.Protocol).Keys.ToHashSet();
                Interlocked.Increment(ref mutants);
                if (analyzer.Count > 0 || slow.Count > 0) Interlocked.Increment(ref broken);
                if (analyzer.SetEquals(slow)) Interlocked.Increment(ref same);
                foreach (var rule in analyzer.Except(slow)) differences.Add(new Difference(rule, true, mutant, run));
                foreach (var rule in slow.Except(analyzer)) differences.Add(new Difference(rule, false, mutant, run));
            }
        });
        return new Comparison(chosen.Count, mutants, broken, same, [.. differences.OrderBy(difference => difference.ToString(), StringComparer.Ordinal)]);
    }
}
