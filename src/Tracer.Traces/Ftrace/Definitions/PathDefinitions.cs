using static Tracer.Traces.Ftrace.Definitions.DefinedKernels;
using static Tracer.Traces.Ftrace.Definitions.Make;

namespace Tracer.Traces.Ftrace.Definitions;

/// <summary>Functions that tell where, and for which addresses, the events inside them happen; and what tasks do.</summary>
internal static class PathDefinitions
{
    public static IReadOnlyList<ProbeDefinition> All { get; } =
    [
        Entry("pt/handle_mm_fault", "handle_mm_fault(vma, address, flags)", "mm=vma->vm_mm addr=address flags=flags:x32"),
        Return("pt/handle_mm_fault_ret", "handle_mm_fault", "ret=$retval:x32"),

        // Inlined into do_wp_page by newer compilers.
        Entry("pt/wp_page_copy", "wp_page_copy(vmf)", "addr=vmf->address pte=vmf->pte ptl=vmf->ptl") with { Kernels = Until(6, 5) },
        Return("pt/wp_page_copy_ret", "wp_page_copy", "ret=$retval:x32") with { Kernels = Until(6, 5) },
        Entry("pt/unmap_page_range", "unmap_page_range(tlb, vma, addr, end)", "tlb mm=vma->vm_mm addr end") with { Kernels = Until(7, 1) },
        Return("pt/unmap_page_range_ret", "unmap_page_range") with { Kernels = Until(7, 1) },
        Entry("pt/zap_huge_pmd", "zap_huge_pmd(tlb, vma, pmd, addr)", "tlb pmd addr"),
        Entry("pt/change_protection", "change_protection(tlb, vma, start, end)", "tlb mm=vma->vm_mm start end") with { Kernels = Since(5, 19) },
        Entry("pt/change_protection", "change_protection(vma, start, end)", "mm=vma->vm_mm start end") with { Kernels = Until(5, 18) },
        Return("pt/change_protection_ret", "change_protection", "ret=$retval:s64"),
        Entry("pt/change_huge_pmd", "change_huge_pmd(tlb, vma, pmd, addr)", "pmd addr") with { Kernels = Since(5, 19) },
        Entry("pt/change_huge_pmd", "change_huge_pmd(vma, pmd, addr)", "pmd addr") with { Kernels = Until(5, 18) },
        Entry("pt/copy_page_range", "copy_page_range(dst_vma, src_vma)", "dst_mm=dst_vma->vm_mm src_mm=src_vma->vm_mm start=src_vma->vm_start end=src_vma->vm_end"),
        Return("pt/copy_page_range_ret", "copy_page_range", "ret=$retval:s32"),
        Entry("pt/copy_huge_pmd", "copy_huge_pmd(dst_mm, src_mm, dst_pmd, src_pmd, addr)", "dst_mm src_mm addr"),

        // One name, other arguments: with those of the older form a newer kernel reports garbage and no error.
        Entry("pt/move_page_tables", "move_page_tables(pmc)", "old=pmc->old_addr new=pmc->new_addr len=pmc->len_in") with { Kernels = Since(6, 13), Places = Since(7, 2) },
        Entry("pt/move_page_tables", "move_page_tables(vma, old_addr, new_vma, new_addr, len)", "old=old_addr new=new_addr len") with { Kernels = Until(7, 1), Places = Until(6, 12) },
        Return("pt/move_page_tables_ret", "move_page_tables", "ret=$retval"),
        Entry("pt/try_to_unmap_one", "try_to_unmap_one(folio, vma, address, arg)", "mm=vma->vm_mm addr=address flags=arg"),
        Return("pt/try_to_unmap_one_ret", "try_to_unmap_one", "ret=$retval:u8"),
        Entry("pt/try_to_migrate_one", "try_to_migrate_one(folio, vma, address, arg)", "mm=vma->vm_mm addr=address flags=arg") with { Kernels = Since(5, 14) },
        Return("pt/try_to_migrate_one_ret", "try_to_migrate_one", "ret=$retval:u8") with { Kernels = Since(5, 14) },
        Entry("pt/remove_migration_pte", "remove_migration_pte(folio, vma, addr)", "mm=vma->vm_mm addr"),
        Entry("pt/page_mkclean_one", "page_mkclean_one(folio, vma, address)", "mm=vma->vm_mm addr=address"),
        Return("pt/page_mkclean_one_ret", "page_mkclean_one", "ret=$retval:u8"),
        Entry("pt/folio_referenced_one", "folio_referenced_one(folio, vma, address)", "mm=vma->vm_mm addr=address") with { Kernels = Since(5, 18) },
        Entry("pt/folio_referenced_one", "page_referenced_one(page, vma, address)", "mm=vma->vm_mm addr=address") with { Kernels = Until(5, 17) },
        Entry("pt/__split_huge_pmd", "__split_huge_pmd(vma, pmd, address)", "mm=vma->vm_mm pmd addr=address"),
        Return("pt/__split_huge_pmd_ret", "__split_huge_pmd"),
        Entry("pt/collapse_huge_page", "collapse_huge_page(mm, start_addr, referenced, unmapped, cc, order)", "mm addr=start_addr order=order:u32") with
        {
            Kernels = Since(6, 13), Places = Since(7, 2),
        },
        Entry("pt/collapse_huge_page", "collapse_huge_page(mm, address)", "mm addr=address") with { Kernels = Until(7, 1) },
        Return("pt/collapse_huge_page_ret", "collapse_huge_page", "ret=$retval:s32"),
        Entry("pt/madvise_free_pte_range", "madvise_free_pte_range(pmd, addr, end)", "pmd addr end"),
        Entry("pt/madvise_cold_or_pageout", "madvise_cold_or_pageout_pte_range(pmd, addr, end)", "pmd addr end"),
        Entry("pt/write_protect_page", "write_protect_page(vma)", "mm=vma->vm_mm"),
        Return("pt/write_protect_page_ret", "write_protect_page", "ret=$retval:s32"),
        Entry("pt/try_to_merge_one_page", "try_to_merge_one_page(vma, page)", "page"),
        Return("pt/try_to_merge_one_page_ret", "try_to_merge_one_page", "ret=$retval:s32"),
        Entry("pt/__unmap_hugepage_range", "__unmap_hugepage_range(tlb, vma, start, end)", "tlb start end"),
        Entry("pt/__replace_page", "__replace_page(vma, addr)", "addr") with { Kernels = Until(7, 1) },
        Entry("pt/free_pgtables", "free_pgtables(tlb)", "tlb"),

        Tracepoint("raw_syscalls/sys_enter"),
        Tracepoint("raw_syscalls/sys_exit"),
        Tracepoint("exceptions/page_fault_user"),
        Tracepoint("sched/sched_switch"),
        Tracepoint("sched/sched_process_exit"),
    ];
}
