namespace Tracer.Analysis.Findings;

/// <summary>
/// Findings in the order in which a person reads them: causes that did harm first, then by severity, then by sequence. The numbers that <c>--finding</c> takes
/// are the places in this order, from 1.
/// </summary>
public sealed class Ranking
{
    private readonly Dictionary<Finding, int> numbers = new(ReferenceEqualityComparer.Instance);

    private Ranking(IReadOnlyList<Cause> counting, IReadOnlyList<Cause> remarks)
    {
        (Counting, Remarks) = (counting, remarks);
        All = [.. counting.Concat(remarks).SelectMany(cause => cause.Ways).SelectMany(way => way.Findings)];
        foreach (var (i, finding) in All.Index()) numbers[finding] = i + 1;
    }

    /// <summary>What counts for the verdict.</summary>
    public IReadOnlyList<Cause> Counting { get; }

    /// <summary>Breaches of rules that were proposed and never enforced.</summary>
    public IReadOnlyList<Cause> Remarks { get; }

    /// <summary>All findings, by their numbers; remarks come last.</summary>
    public IReadOnlyList<Finding> All { get; }

    public static Ranking Of(TraceReport report) => new([.. CausesOf(report.Findings)], [.. CausesOf(report.PolicyRemarks)]);

    /// <summary>The number of a finding, from 1; null of one that is not among them.</summary>
    public int? NumberOf(Finding finding) => numbers.TryGetValue(finding, out var number) ? number : null;

    private static IEnumerable<Cause> CausesOf(IEnumerable<Finding> findings)
    {
        Way[] ways = [.. findings.GroupBy(finding => finding.Reason.Code).Select(same => new Way([.. Ordered(same)]))];
        return Groups(ways).Select(group => new Cause([.. group.OrderBy(way => way.First, Comparer)])).OrderBy(cause => !cause.DidHarm)
            .ThenBy(cause => cause.Ways.Min(way => way.First.Rule.Severity)).ThenBy(cause => cause.Ways[0].First.Sequence);
    }

    // The one that tells most is the first; the others follow as they came.
    private static IEnumerable<Finding> Ordered(IEnumerable<Finding> same)
    {
        List<Finding> all = [.. same];
        var first = Math.Max(all.FindIndex(finding => finding.ConfirmedBy.Count > 0), 0);
        return [all[first], .. all[..first], .. all[(first + 1)..]];
    }

    // A breach that an oracle confirms, then what else was broken, then what the oracles saw.
    private static Comparer<Finding> Comparer { get; } = Comparer<Finding>.Create((one, other) => Key(one).CompareTo(Key(other)));

    private static (bool, bool, Severity, long) Key(Finding of) => (of.Kind == FindingKind.Outcome, of.ConfirmedBy.Count == 0, of.Rule.Severity, of.Sequence);

    // Two ways are of one cause if what broke one proves the other, or the harm that was seen is told of both.
    private static IEnumerable<List<Way>> Groups(Way[] ways)
    {
        var group = Enumerable.Range(0, ways.Length).ToArray();
        var culprits = ways.SelectMany((way, i) => way.Findings.Select(finding => (finding.Sequence, Way: i))).ToLookup(of => of.Sequence, of => of.Way);
        for (var i = 0; i < ways.Length; i++)
            foreach (var other in ways[i].Findings.SelectMany(Proofs).SelectMany(sequence => culprits[sequence]).Distinct().ToArray()) Join(group, i, other);
        return ways.Select((way, i) => (Way: way, Group: group[i])).GroupBy(of => of.Group, of => of.Way).Select(of => of.ToList());
    }

    private static IEnumerable<long> Proofs(Finding finding) =>
        finding.Witnesses.Select(witness => witness.Event.Header.Sequence).Concat(finding.ConfirmedBy.Select(outcome => outcome.Sequence));

    private static void Join(int[] group, int one, int other)
    {
        var (to, from) = (group[one], group[other]);
        for (var i = 0; i < group.Length; i++)
            if (group[i] == from) group[i] = to;
    }
}

/// <summary>Findings that speak of the same events, by the ways in which rules were broken.</summary>
public sealed record Cause(IReadOnlyList<Way> Ways)
{
    /// <summary>An oracle saw what came of it.</summary>
    public bool DidHarm => Ways.Any(way => way.Findings.Any(finding => finding.Kind == FindingKind.Outcome || finding.ConfirmedBy.Count > 0));
}

/// <summary>The findings of one <see cref="Reason"/>, the one that tells most first.</summary>
public sealed record Way(IReadOnlyList<Finding> Findings)
{
    public Finding First => Findings[0];
}
