using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;

namespace Tracer.Pages.Timelines;

/// <summary>What of a trace too long to be told whole is told in full: stretches around what its findings speak of, the gravest first as long as there is room, and its beginning.</summary>
internal sealed class Stretches
{
    private const int Margin = 150;
    private const int FindingsTold = 200;
    private readonly List<(long First, long Last)> merged = [];

    public Stretches(TraceReport report)
    {
        var margin = (long)Margin * EventPlace.In(report).Step;
        var wanted = Ranking.Of(report).All.Take(FindingsTold).SelectMany(Speaks).Select(sequence => (First: sequence - margin, Last: sequence + margin)).Order();
        foreach (var (first, last) in wanted)
        {
            if (merged.Count > 0 && first <= merged[^1].Last) merged[^1] = (merged[^1].First, Math.Max(last, merged[^1].Last));
            else merged.Add((first, last));
        }
    }

    public bool Contain(long sequence) => Overlap(sequence, sequence);

    /// <summary>True if anything between the two numbers is told.</summary>
    public bool Overlap(long from, long to)
    {
        var (low, high) = (0, merged.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (merged[middle].Last < from) low = middle + 1;
            else high = middle;
        }

        return low < merged.Count && merged[low].First <= to;
    }

    private static IEnumerable<long> Speaks(Finding finding) =>
        finding.Witnesses.Select(witness => witness.Event.Header.Sequence).Concat(finding.ConfirmedBy.Select(outcome => outcome.Sequence));
}
