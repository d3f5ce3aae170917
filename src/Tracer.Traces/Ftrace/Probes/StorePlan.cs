using Tracer.Events;

namespace Tracer.Traces.Ftrace;

/// <summary>What the function around a store says of the store.</summary>
internal static class StorePlan
{
    // xchg, wrprotect, cmpxchg and clear_young do not say in their names which level they work on; these functions do.
    private static readonly string[] PmdFunctions =
    [
        "pmdp_", "zap_huge_pmd", "move_huge_pmd", "copy_huge_pmd", "change_huge_pmd", "set_pmd_migration_entry", "remove_migration_pmd",
        "madvise_free_huge_pmd", "do_huge_pmd_",
    ];

    // Huge pages of 2 MiB are entries of a PMD table, though hugetlb handles them as PTEs.
    private static readonly string[] HugetlbFunctions = ["hugetlb", "hugepage"];

    public static ProbeRow Of(ProbeRow row, string function)
    {
        if (function is "ptep_set_access_flags" or "pmdp_set_access_flags") row = row with { Operation = PteOperation.SetAccessFlags };
        if (function is "pmdp_invalidate") row = row with { Operation = PteOperation.Invalidate };
        if (row.Level != TableLevel.Pte) return row;
        var isPmd = PmdFunctions.Any(name => function.StartsWith(name, StringComparison.Ordinal))
            || HugetlbFunctions.Any(name => function.Contains(name, StringComparison.Ordinal));
        return isPmd ? row with { Level = TableLevel.Pmd } : row;
    }
}
