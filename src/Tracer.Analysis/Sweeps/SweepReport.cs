using Tracer.Analysis.Findings;
using Tracer.Analysis.Rules;

namespace Tracer.Analysis.Sweeps;

/// <summary>All that running one thing under many seeds has found.</summary>
public sealed record SweepReport
{
    /// <summary>What <see cref="DriverSet"/> is where no driver is attached.</summary>
    public const string NoDriver = "none";

    /// <summary>What ran: one scenario, or several joined by '+'.</summary>
    public required string Scenario { get; init; }

    public required string Protocol { get; init; }

    /// <summary>The drivers that were attached, all at once.</summary>
    public required IReadOnlyList<string> Drivers { get; init; }

    /// <summary>The same as a word: joined by '+'.</summary>
    public string DriverSet => Drivers.Count == 0 ? NoDriver : string.Join('+', Drivers);

    /// <summary>Seeds run.</summary>
    public required int Runs { get; init; }

    /// <summary>Seeds on which tasks could not finish: a deadlock, a wait for what never comes, a retry without end. What was found on them counts as elsewhere.</summary>
    public required SeedCount Stuck { get; init; }

    /// <summary>The rules that were put to the test on some seed, by id.</summary>
    public required IReadOnlyList<RuleSeeds> Rules { get; init; }

    /// <summary>How often each rule was put to the test over all runs, by id.</summary>
    public IReadOnlyDictionary<string, long> Exercised => Rules.ToDictionary(rule => rule.Rule.Id, rule => rule.Checked);

    /// <summary>Every reason that broke, by code.</summary>
    public IReadOnlyDictionary<string, ReasonSeeds> Reasons => Rules.SelectMany(rule => rule.Reasons).ToDictionary(reason => reason.Reason.Code);

    /// <summary>The ids of the rules that broke on some seed, policy rules left out.</summary>
    public IReadOnlyList<string> Broken => [.. Breaches(countPolicy: false).Select(breach => breach.Rule.Id)];

    /// <summary>The rules that broke on some seed, by id.</summary>
    /// <param name="countPolicy">Whether rules that were proposed and never enforced count.</param>
    public IReadOnlyList<RuleSeeds> Breaches(bool countPolicy) =>
        [.. Rules.Where(rule => rule.Broken.Seeds > 0 && (countPolicy || rule.Rule.Kind != FindingKind.Policy))];
}

/// <summary>How many seeds of a sweep show something, and the first of them; 0 if none does.</summary>
public readonly record struct SeedCount(int Seeds, ulong First)
{
    /// <summary>The same with one seed more.</summary>
    public SeedCount With(ulong seed) => Seeds == 0 ? new(1, seed) : this with { Seeds = Seeds + 1 };
}

/// <summary>One rule over many seeds.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Checked">How often it was put to the test and could be judged, over all seeds.</param>
/// <param name="Broken">The seeds that break it.</param>
/// <param name="Reasons">Every reason that broke, by code.</param>
public sealed record RuleSeeds(RuleInfo Rule, long Checked, SeedCount Broken, IReadOnlyList<ReasonSeeds> Reasons);

/// <summary>One way to break a rule over many seeds.</summary>
/// <param name="Reason">The way.</param>
/// <param name="Findings">Findings over all seeds.</param>
/// <param name="Broken">The seeds that show it.</param>
/// <param name="Example">The first finding on the first of them.</param>
public sealed record ReasonSeeds(Reason Reason, long Findings, SeedCount Broken, Finding Example)
{
    public RuleInfo Rule => Example.Rule;

    /// <summary>Seeds that show it.</summary>
    public int Seeds => Broken.Seeds;

    /// <summary>The first seed that shows it.</summary>
    public ulong First => Broken.First;
}
