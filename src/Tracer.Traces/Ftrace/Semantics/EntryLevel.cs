namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>
/// The level of an entry that a probe calls a PTE. A hugetlb page is an entry of a PMD table, though the kernel handles it with the functions of PTEs:
/// the address that it maps tells, and else what is known of its table, and else its size bit.
/// </summary>
internal static class EntryLevel
{
    private const long FramesInHugePage = (long)EntryAddress.EntriesPerTable;

    /// <param name="told">What the probe says; only <see cref="TableLevel.Pte"/> is doubted.</param>
    /// <param name="address">What the line says that the entry maps.</param>
    public static TableLevel Of(TableLevel told, PageTableInfo table, int index, VirtualAddress address, PageEntry old, PageEntry now)
    {
        if (told != TableLevel.Pte || IsSmall(old) || IsSmall(now)) return told;
        var isHuge = IsHuge(old) || IsHuge(now);
        var isKnownHuge = table is { IsLevelKnown: true, Level: TableLevel.Pmd };
        if (!isHuge && !isKnownHuge) return told;
        var (asPte, asPmd) = (EntryAddress.Agrees(address, TableLevel.Pte, index), EntryAddress.Agrees(address, TableLevel.Pmd, index));
        if (asPte != asPmd) return asPmd ? TableLevel.Pmd : told;
        return isKnownHuge || !table.IsLevelKnown ? TableLevel.Pmd : told;
    }

    private static bool IsSmall(PageEntry entry) => entry.IsPresent && !entry.IsHuge;

    // In a PTE this bit selects a caching mode, of any frame.
    private static bool IsHuge(PageEntry entry) => entry.IsPresent && entry.IsHuge && entry.Pfn.Value % FramesInHugePage == 0;
}
