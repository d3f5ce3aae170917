namespace Tracer.Analysis.State;

/// <summary>The entries that a secondary MMU has set and not zapped, as far as the trace tells: one record an entry, found by its address.</summary>
public sealed class SecondaryMappings
{
    private readonly Dictionary<Place, SecondaryMapped> entries = [];

    // No entry lies above the highest level that one was ever set at: most devices map small pages only.
    private TableLevel highest;

    /// <summary>Every entry, of all address spaces, in no particular order.</summary>
    public Dictionary<Place, SecondaryMapped>.ValueCollection All => entries.Values;

    /// <summary>The entry through which the device reaches an address; null if the trace shows none.</summary>
    public SecondaryMapped? At(MmId mm, VirtualAddress address)
    {
        if (entries.Count == 0) return null;
        for (var level = TableLevel.Pte; level <= highest; level++)
            if (entries.TryGetValue(Place.Of(mm, address, level), out var entry)) return entry;
        return null;
    }

    /// <summary>The entry of the lowest address that touches the extent and was set before an event; null if there is none.</summary>
    public SecondaryMapped? FirstIn(MmId mm, AddressRange extent, long before = long.MaxValue)
    {
        if (entries.Count == 0 || extent.IsEmpty) return null;
        return extent.Length / PageSize.Small < (ulong)entries.Count ? FirstByPage(mm, extent, before) : FirstByEntry(mm, extent, before);
    }

    internal void Add(in SecondaryMapped mapped)
    {
        entries[Place.Of(mapped.Mm, mapped.Address, mapped.Level)] = mapped;
        if (mapped.Level > highest) highest = mapped.Level;
    }

    internal void Remove(in SecondaryUnmapped unmapped) => entries.Remove(Place.Of(unmapped.Mm, unmapped.Address, unmapped.Level));

    internal void RemoveAll(MmId mm)
    {
        if (entries.Count == 0) return;
        foreach (var place in entries.Keys)
            if (place.Mm == mm) entries.Remove(place);
    }

    internal void Clear()
    {
        entries.Clear();
        highest = TableLevel.Pte;
    }

    private SecondaryMapped? FirstByPage(MmId mm, AddressRange extent, long before)
    {
        var last = (extent.End.Value - 1) / PageSize.Small;
        for (var page = extent.Start.Value / PageSize.Small; page <= last; page++)
            if (At(mm, new VirtualAddress(page * PageSize.Small)) is { } entry && entry.Header.Sequence < before) return entry;
        return null;
    }

    private SecondaryMapped? FirstByEntry(MmId mm, AddressRange extent, long before)
    {
        SecondaryMapped? first = null;
        foreach (var entry in entries.Values)
        {
            if (entry.Mm != mm || entry.Header.Sequence >= before || !ExtentOf(in entry).Overlaps(extent)) continue;
            if (first is not { } lowest || entry.Address < lowest.Address) first = entry;
        }

        return first;
    }

    private static AddressRange ExtentOf(in SecondaryMapped entry) => AddressRange.Of(entry.Address, PageSize.Of(entry.Level));

    /// <summary>Where an entry lies: its address with its level in the bits that a page's address leaves free.</summary>
    public readonly record struct Place(MmId Mm, ulong AddressAndLevel)
    {
        internal static Place Of(MmId mm, VirtualAddress address, TableLevel level) =>
            new(mm, address.AlignDown(PageSize.Of(level)).Value | (ulong)level);
    }
}
