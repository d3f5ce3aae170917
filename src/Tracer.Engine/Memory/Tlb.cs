namespace Tracer.Engine.Memory;

/// <summary>The translations that a CPU has cached; they stay, right or wrong, until they are flushed or pushed out.</summary>
internal sealed class Tlb
{
    private const int Capacity = 16;
    private readonly TlbEntry[] entries = new TlbEntry[Capacity];
    private int count;

    internal bool TryFind(MmId mm, VirtualAddress address, out TlbEntry found)
    {
        foreach (ref readonly var entry in entries.AsSpan(0, count))
        {
            if (entry.Mm != mm || !entry.Extent.Contains(address)) continue;
            found = entry;
            return true;
        }

        found = default;
        return false;
    }

    /// <summary>Caches a translation in place of what was known of its page; the oldest goes if there is no room.</summary>
    internal void Fill(in TlbEntry entry)
    {
        Drop(entry.Mm, entry.Extent);
        if (count == Capacity)
        {
            entries.AsSpan(1).CopyTo(entries);
            count--;
        }

        entries[count++] = entry;
    }

    internal void Drop(MmId mm, AddressRange range)
    {
        var kept = 0;
        for (var i = 0; i < count; i++)
            if (entries[i].Mm != mm || !entries[i].Extent.Overlaps(range)) entries[kept++] = entries[i];
        count = kept;
    }

    internal void Clear() => count = 0;
}

/// <summary>A cached translation, of the size that <paramref name="Level"/> covers.</summary>
internal readonly record struct TlbEntry(MmId Mm, VirtualAddress Address, PageEntry Entry, TableLevel Level, int Generation)
{
    internal AddressRange Extent => AddressRange.Of(Address, PageSize.Of(Level));
}
