using Tracer.Analysis;
using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Rules;
using Tracer.Analysis.Sweeps;
using Tracer.Engine;

namespace Tracer.Lab.Exploring;

/// <summary>Runs one request under many seeds with all rules on, no file in between.</summary>
public sealed class SeedSweep
{
    private readonly Simulation simulation;
    private readonly Analyzer analyzer;
    private readonly Era eras;
    private readonly RuleTally[] tallies;
    private int runs;
    private SeedCount stuck;

    /// <exception cref="ArgumentException">The request names something unknown.</exception>
    public SeedSweep(RunRequest request, IReadOnlyList<Rule>? rules = null)
        : this(request, NewAnalyzer(rules))
    {
    }

    // An analyzer is costlier to make than a short sweep to run, so a worker keeps its own from cell to cell.
    internal SeedSweep(RunRequest request, Analyzer analyzer)
    {
        simulation = Simulation.Prepare(request);
        this.analyzer = analyzer;
        eras = EraOf.Named(request.Protocol);
        analyzer.Begin(eras);
        tallies = new RuleTally[analyzer.Verdicts.Length];
        for (var i = 0; i < tallies.Length; i++) tallies[i] = new RuleTally(analyzer.Verdicts[i].Rule);
    }

    /// <summary>What all seeds so far have found.</summary>
    public SweepReport Report => new()
    {
        Scenario = simulation.Request.Scenario,
        Protocol = simulation.Request.Protocol,
        Drivers = simulation.Request.Drivers,
        Runs = runs,
        Stuck = stuck,
        Rules = [.. tallies.Where(tally => tally.Checked > 0).Select(tally => tally.Report())],
    };

    /// <summary>Runs the seeds from <paramref name="first"/> on, each with the rules from new, and says what all seeds so far have found.</summary>
    public SweepReport Run(ulong first, int count, CancellationToken stop = default)
    {
        for (var seed = first; seed < first + (ulong)count; seed++)
        {
            stop.ThrowIfCancellationRequested();
            analyzer.Begin(eras);
            var outcome = simulation.Run(seed, analyzer);
            analyzer.Finish();
            if (outcome.Unfinished > 0) stuck = stuck.With(seed);
            for (var i = 0; i < tallies.Length; i++) tallies[i].Add(analyzer.Verdicts[i], seed);
        }

        runs += count;
        return Report;
    }

    // One example of a reason is enough.
    internal static Analyzer NewAnalyzer(IReadOnlyList<Rule>? rules) => new(rules) { FindingsKept = 1 };

    private sealed class RuleTally(RuleInfo rule)
    {
        private readonly List<ReasonSeeds> reasons = [];
        private SeedCount broken;

        public long Checked { get; private set; }

        public void Add(Verdicts verdicts, ulong seed)
        {
            Checked += verdicts.Checked;
            if (verdicts.Violations == 0) return;
            broken = broken.With(seed);
            foreach (ref readonly var met in verdicts.Broken) Add(in met, seed);
        }

        public RuleSeeds Report() => new(rule, Checked, broken, [.. reasons.OrderBy(reason => reason.Reason.Code, StringComparer.Ordinal)]);

        private void Add(in ReasonCount met, ulong seed)
        {
            for (var i = 0; i < reasons.Count; i++)
            {
                var known = reasons[i];
                if (known.Reason != met.Reason) continue;
                reasons[i] = known with { Findings = known.Findings + met.Count, Broken = known.Broken.With(seed) };
                return;
            }

            reasons.Add(new ReasonSeeds(met.Reason, met.Count, default(SeedCount).With(seed), met.First));
        }
    }
}
