namespace Tracer.Events.Sources;

/// <summary>Gathers the gaps of a trace. A trace in which they have no end has them told one by one up to a bound, and the rest as one, so that they take no more room than a trace does.</summary>
public sealed class GapTally
{
    /// <summary>So many are told one by one.</summary>
    public const int MostTold = 1 << 14;

    private readonly List<Gap> gaps = [];

    /// <summary>In the order of the trace.</summary>
    public IReadOnlyList<Gap> All => gaps;

    public void Add(Gap gap)
    {
        if (gaps.Count < MostTold) gaps.Add(gap);
        else Extend(gap);
    }

    /// <summary>What the gap says is missing belongs to the last one.</summary>
    public void Extend(Gap gap)
    {
        var last = gaps[^1];
        gaps[^1] = last with { Lost = last.Lost is { } before && gap.Lost is { } more ? Gap.Credible(before + more) : null, Cpu = last.Cpu == gap.Cpu ? last.Cpu : null };
    }
}
