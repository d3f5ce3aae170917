namespace Tracer.Traces.Ftrace.Probes;

/// <summary>What the function around a store says of the store.</summary>
internal static class StorePlan
{
    // xchg, wrprotect, cmpxchg and clear_young do not say in their names which level they work on; these functions do.
    private static readonly string[] PmdFunctions =
    [
        "pmdp_", "zap_huge_pmd", "move_huge_pmd", "copy_huge_pmd", "change_huge_pmd", "set_pmd_migration_entry", "remove_migration_pmd",
        "madvise_free_huge_pmd", "do_huge_pmd_",
    ];

    // Huge pages of 1 GiB, which devices map.
    private static readonly string[] PudFunctions = ["pudp_", "zap_huge_pud", "move_huge_pud", "copy_huge_pud", "do_huge_pud_", "__split_huge_pud"];

    // Huge pages of 2 MiB are entries of a PMD table, though hugetlb handles them as PTEs.
    private static readonly string[] HugetlbFunctions = ["hugetlb", "hugepage"];

    // The kernel's own page table is nobody's address space, and has locks of its own.
    private static readonly string[] KernelFunctions = ["__pte_alloc_kernel", "__pmd_alloc_kernel", "vmap_", "vunmap_", "ioremap_"];

    // These fill a table that is put into place, and so can be reached, only afterwards.
    private static readonly string[] FillingFunctions = ["__split_huge_pmd"];

    /// <summary>What a store of this row means in this function; null if it is none of an address space.</summary>
    public static ProbeRow? Of(ProbeRow row, string function)
    {
        if (StartsWithAny(function, KernelFunctions)) return null;
        if (function is "ptep_set_access_flags" or "pmdp_set_access_flags") row = row with { Operation = PteOperation.SetAccessFlags };
        if (function is "pmdp_invalidate") row = row with { Operation = PteOperation.Invalidate };
        if (row.Level != TableLevel.Pte) return row;
        if (StartsWithAny(function, FillingFunctions)) return row with { FillsNewTable = true };
        if (StartsWithAny(function, PudFunctions)) return row with { Level = TableLevel.Pud };
        var isPmd = StartsWithAny(function, PmdFunctions) || HugetlbFunctions.Any(name => function.Contains(name, StringComparison.Ordinal));
        return isPmd ? row with { Level = TableLevel.Pmd } : row;
    }

    private static bool StartsWithAny(string function, string[] names) => names.Any(name => function.StartsWith(name, StringComparison.Ordinal));
}
