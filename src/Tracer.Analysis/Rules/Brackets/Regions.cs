namespace Tracer.Analysis.Rules.Brackets;

/// <summary>The regions of an address space, as far as the trace has told of them.</summary>
public sealed class Regions
{
    private readonly List<AddressRange> live = [];
    private readonly List<AddressRange> going = [];

    /// <summary>True once the trace has told of one: from then on it tells of all.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>The region that holds the address, also one on its way out; null if none does.</summary>
    /// <remarks>munmap takes a region out of the address space first and out of the reverse map later: until then rmap walks still find it.</remarks>
    public AddressRange? Around(VirtualAddress address)
    {
        foreach (var region in live)
            if (region.Contains(address)) return region;
        foreach (var region in going)
            if (region.Contains(address)) return region;
        return null;
    }

    /// <summary>True if one of these addresses is being unmapped by whoever holds mmap_lock.</summary>
    public bool IsGoing(AddressRange extent)
    {
        foreach (var region in going)
            if (region.Overlaps(extent)) return true;
        return false;
    }

    internal void Change(in VmaChanged change)
    {
        IsKnown = true;
        if (change.Change == VmaChange.Added) live.Add(change.Extent);
        else Remove(change.Extent);
    }

    /// <summary>mmap_lock is given back: what was taken out is out of the reverse map too.</summary>
    internal void Settle() => going.Clear();

    internal void Clear()
    {
        live.Clear();
        going.Clear();
        IsKnown = false;
    }

    // A part of a region may go: what is left of it on either side stays.
    private void Remove(AddressRange extent)
    {
        going.Add(extent);
        for (var i = live.Count - 1; i >= 0; i--)
        {
            var region = live[i];
            if (!region.Overlaps(extent)) continue;
            live.RemoveAt(i);
            if (region.Start < extent.Start) live.Add(new AddressRange(region.Start, extent.Start));
            if (extent.End < region.End) live.Add(new AddressRange(extent.End, region.End));
        }
    }
}
