using Tracer.Analysis;
using Tracer.Engine;
using Tracer.Events;

namespace Tracer.Lab;

/// <summary>Runs one request under many seeds with all rules on, no file in between.</summary>
public sealed class SeedSweep
{
    private readonly Simulation simulation;
    private readonly Analyzer analyzer;
    private readonly Era eras;
    private readonly SortedDictionary<string, long> exercised = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ReasonSeeds> reasons = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">The request names something unknown.</exception>
    public SeedSweep(RunRequest request, IReadOnlyList<Rule>? rules = null)
    {
        simulation = Simulation.Prepare(request);
        analyzer = new Analyzer(rules);
        eras = EraOf.Named(request.Protocol);
    }

    /// <summary>Seeds run so far.</summary>
    public long Runs { get; private set; }

    /// <summary>How often each rule was put to the test over all runs, by id.</summary>
    public IReadOnlyDictionary<string, long> Exercised => exercised;

    /// <summary>Every reason that broke, by code.</summary>
    public IReadOnlyDictionary<string, ReasonSeeds> Reasons => reasons;

    /// <summary>The ids of the rules that broke on some seed, policy rules left out.</summary>
    public IReadOnlyList<string> Broken => [.. reasons.Values.Where(reason => reason.Rule.Severity != Severity.Policy).Select(reason => reason.Rule.Id).Distinct()];

    /// <summary>Runs the seeds from <paramref name="first"/> on, each with the rules from new.</summary>
    public SeedSweep Run(ulong first, int count)
    {
        for (var seed = first; seed < first + (ulong)count; seed++)
        {
            analyzer.Begin(eras);
            var outcome = simulation.Run(seed, analyzer);
            if (outcome.Unfinished > 0) throw new InvalidOperationException($"seed {seed}: {outcome.Unfinished} tasks of {simulation.Request.Scenario} under {simulation.Request.Protocol} could not finish");
            Count(seed);
            Runs++;
        }

        return this;
    }

    private void Count(ulong seed)
    {
        var report = analyzer.Finish("", new TraceOrigin(TraceSourceKind.Engine, simulation.Request.Protocol, null, KnownFrom.Header), Completeness.Whole, new Names());
        foreach (var result in report.Rules.Where(result => result.Checked > 0))
            exercised[result.Rule.Id] = exercised.GetValueOrDefault(result.Rule.Id) + result.Checked;
        foreach (var finding in report.Findings.Concat(report.PolicyRemarks))
        {
            if (!reasons.TryGetValue(finding.Reason.Code, out var seeds)) reasons[finding.Reason.Code] = seeds = new ReasonSeeds(finding.Rule, seed, finding);
            seeds.Add(seed);
        }
    }
}

/// <summary>On which seeds a reason was met.</summary>
public sealed class ReasonSeeds(RuleInfo rule, ulong first, Finding example)
{
    private ulong? last;

    public RuleInfo Rule => rule;

    /// <summary>The first seed that shows it.</summary>
    public ulong First => first;

    /// <summary>The first finding on that seed.</summary>
    public Finding Example => example;

    /// <summary>Seeds that show it.</summary>
    public int Seeds { get; private set; }

    /// <summary>Findings over all seeds.</summary>
    public long Findings { get; private set; }

    internal void Add(ulong seed)
    {
        Findings++;
        if (last == seed) return;
        last = seed;
        Seeds++;
    }
}
