using System.Numerics;

namespace Tracer.Analysis.State;

/// <summary>What is known of frames. Those of a compound page are one record, or a few where it does not lie on a multiple of its size; the record that was made last counts.</summary>
internal sealed class FrameMap
{
    private const int Orders = 32;

    // To clear a dictionary takes as long as it was ever large.
    private const int Shrinking = 64;

    private readonly Dictionary<long, Record>?[] byOrder = new Dictionary<long, Record>?[Orders];
    private long made;
    private int largest;

    public FrameState? Find(Pfn pfn)
    {
        Record found = default;
        for (var order = 0; order <= largest; order++)
            if (byOrder[order] is { } records && records.TryGetValue(pfn.Value >> order, out var record) && record.Made > found.Made) found = record;
        return found.Made > 0 ? found.State : null;
    }

    /// <summary>Says something of a frame, and of those that follow it.</summary>
    /// <param name="first">The first.</param>
    /// <param name="order">log2 of how many there are.</param>
    /// <param name="state">What is known of each.</param>
    public void Set(Pfn first, int order, in FrameState state)
    {
        made++;
        for (long at = first.Value, end = first.Value + (1L << order); at < end;)
        {
            var size = Math.Min(at == 0 ? order : BitOperations.TrailingZeroCount(at), BitOperations.Log2((ulong)(end - at)));
            largest = Math.Max(largest, size);
            (byOrder[size] ??= [])[at >> size] = new Record(state, made);
            at += 1L << size;
        }
    }

    public void Clear()
    {
        for (var order = 0; order <= largest; order++)
        {
            if (byOrder[order] is not { } records) continue;
            if (records.Capacity > Shrinking && records.Count < records.Capacity / Shrinking) byOrder[order] = null;
            else records.Clear();
        }
    }

    private readonly record struct Record(FrameState State, long Made);
}
