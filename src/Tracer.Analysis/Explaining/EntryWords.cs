namespace Tracer.Analysis.Explaining;

/// <summary>Page-table entries bit by bit: <c>pfn 0x13ff35 RW A D soft-dirty</c>.</summary>
public static class EntryWords
{
    private const ulong SoftDirtyBit = 1UL << 58;
    private const ulong UffdBit = 1UL << 10;
    private const ulong SwappedSoftDirtyBit = 1UL << 1;
    private const ulong SwappedUffdBit = 1UL << 2;

    /// <summary>What was there, and what is there then: <c>pfn 0x13ff35 RW A D → none</c>.</summary>
    public static string Change(PageEntry old, PageEntry now) => $"{Of(old)} → {Of(now)}";

    public static string Of(PageEntry entry) => entry switch
    {
        { IsNone: true } => "none",
        { IsSwap: true } => $"{(entry.IsMigration ? "migration" : "swap")} 0x{entry.SwapOffset:x}{Flags(entry, [(SwappedSoftDirtyBit, "soft-dirty"), (SwappedUffdBit, "uffd")])}",
        _ => $"pfn {entry.Pfn}{Flags(entry,
            [(PageEntry.WritableBit, "RW"), (PageEntry.AccessedBit, "A"), (PageEntry.DirtyBit, "D"), (SoftDirtyBit, "soft-dirty"), (UffdBit, "uffd"), (PageEntry.HugeBit, "huge")])}"
            + ((entry.Bits & PageEntry.PresentBit) != 0 ? "" : entry.IsPresent ? " protnone" : " not present"),
    };

    private static string Flags(PageEntry entry, ReadOnlySpan<(ulong Bit, string Name)> flags)
    {
        var text = "";
        foreach (var (bit, name) in flags)
            if ((entry.Bits & bit) != 0) text += $" {name}";
        return text;
    }
}
