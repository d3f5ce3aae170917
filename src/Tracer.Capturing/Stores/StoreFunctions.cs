using Tracer.Capturing.Images;

namespace Tracer.Capturing.Stores;

/// <summary>Which functions are looked at, and for which stores: all of mm/ for calls that set an entry, and those named here for instructions that are common elsewhere.</summary>
internal static class StoreFunctions
{
    // Between the first and the last of these the linker has put all of mm/ that handles entries of user page tables.
    private static readonly string[] Anchors =
    [
        "numa_rebuild_single_mapping", "wp_page_copy", "copy_page_range", "unmap_page_range", "__zap_vma_range", "move_page_tables",
        "try_to_unmap_one", "__unmap_hugepage_range", "collapse_huge_page", "__split_huge_pmd", "write_protect_page", "zap_huge_pmd",
        "set_pmd_migration_entry", "remove_migration_pte", "mfill_atomic_pte_poison", "mfill_atomic_install_pte", "move_pages_ptes", "free_pgd_range",
        "insert_page_into_pte_locked",
    ];

    // Outside of mm/.
    private static readonly string[] Elsewhere =
    [
        "ptep_set_access_flags", "pmdp_set_access_flags", "ptep_test_and_clear_young", "pmdp_test_and_clear_young", "ptep_clear_flush_young",
        "pmdp_clear_flush_young", "pmdp_invalidate_ad", "pudp_invalidate", "clear_refs_pte_range", "__replace_page", "uprobe_write",
    ];

    // The kernel's own page tables, and what is not about page tables at all.
    private static readonly string[] NotOfUsers =
    [
        "alloc_kernel", "vmalloc", "vmap", "vunmap", "ioremap", "kasan", "early", "init", "percpu", "pcpu", "sparse", "vmemmap", "page_fault_oops",
        "kfence", "slab", "kmem", "swapfile", "swapon", "zswap", "show", "proc", "list_lru", "mempolicy_", "damon", "memcg", "mem_cgroup", "zs_",
        "cma_", "hwpoison", "memory_failure", "ksm_scan", "swap_cgroup", "cluster", "memblock", "zone", "hotplug", "pageblock",
    ];

    private static readonly HashSet<string> Exchanging =
    [
        "unmap_page_range", "zap_pte_range", "__zap_vma_range", "zap_page_range_single_batched", "zap_vma_range", "zap_huge_pmd", "zap_huge_pud",
        "move_page_tables", "move_huge_pmd", "move_pages_pte", "move_pages_ptes", "move_pages_huge_pmd", "move_hugetlb_page_tables",
        "try_to_unmap_one", "try_to_migrate_one", "madvise_free_pte_range", "madvise_cold_or_pageout_pte_range", "madvise_free_huge_pmd",
        "collapse_huge_page", "collapse_pte_mapped_thp", "try_collapse_pte_mapped_thp", "retract_page_tables", "ptep_clear_flush",
        "pmdp_huge_clear_flush", "pudp_huge_clear_flush", "pmdp_invalidate", "pmdp_invalidate_ad", "pudp_invalidate", "pmdp_collapse_flush",
        "migrate_vma_collect_pmd", "remove_migration_pte", "set_pmd_migration_entry", "__unmap_hugepage_range", "hugetlb_change_protection",
        "hugetlb_wp", "write_protect_page", "__split_huge_pmd", "split_huge_pmd_locked", "unmap_huge_pmd_locked", "do_huge_pmd_wp_page",
        "change_huge_pmd", "change_protection", "set_huge_zero_page", "page_vma_mkclean_one", "copy_page_range", "wp_page_copy", "do_swap_page",
        "unuse_pte_range", "uprobe_write", "clear_refs_pte_range", "make_device_exclusive", "restore_exclusive_pte",
    ];

    private static readonly HashSet<string> ClearingBits =
    [
        "copy_page_range", "copy_huge_pmd", "copy_hugetlb_page_range", "ptep_test_and_clear_young", "pmdp_test_and_clear_young",
        "ptep_clear_flush_young", "pmdp_clear_flush_young",
    ];

    private static readonly HashSet<string> Comparing =
    [
        .. ClearingBits, "change_huge_pmd", "page_vma_mkclean_one", "pmdp_invalidate", "__split_huge_pmd", "split_huge_pmd_locked", "hugetlb_wp",
        "change_protection", "hugetlb_change_protection", "try_to_unmap_one", "move_pages_ptes", "clear_refs_pte_range",
    ];

    // Where a whole address space goes, an entry is cleared by a plain store.
    private static readonly HashSet<string> ClearingAll = ["unmap_page_range", "__zap_vma_range", "__unmap_hugepage_range", "zap_huge_pmd"];

    public static bool MayExchange(string function) => Exchanging.Contains(Base(function));

    public static bool MayClearBits(string function) => ClearingBits.Contains(Base(function));

    public static bool MayCompare(string function) => Comparing.Contains(Base(function));

    public static bool MayClearAll(string function) => ClearingAll.Contains(Base(function));

    /// <summary>The functions of an image that are looked at, by address.</summary>
    public static IEnumerable<ImageFunction> Of(KernelSymbols symbols)
    {
        List<ulong> anchors = [.. symbols.Functions.Where(function => Anchors.Contains(Base(function.Name)) && !IsColdPart(function.Name)).Select(function => function.Address)];
        if (anchors.Count == 0) return [];
        var (first, last) = (anchors.Min(), anchors.Max());
        return symbols.Functions
            .Where(function => function.Address >= first && function.Address <= last || Elsewhere.Contains(function.Name))
            .Where(function => !NotOfUsers.Any(part => function.Name.Contains(part, StringComparison.Ordinal)));
    }

    // The compiler puts what is seldom run far from the rest of its function.
    private static bool IsColdPart(string function) => function.EndsWith(".cold", StringComparison.Ordinal);

    // The compiler's copies: page_vma_mkclean_one.constprop.0.
    private static string Base(string function) => function.Split('.')[0];
}
