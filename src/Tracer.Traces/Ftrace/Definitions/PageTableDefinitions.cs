using static Tracer.Traces.Ftrace.Definitions.DefinedKernels;
using static Tracer.Traces.Ftrace.Definitions.Make;

namespace Tracer.Traces.Ftrace.Definitions;

/// <summary>Functions that change page tables, flush TLBs, or tell which entry belongs to which address.</summary>
internal static class PageTableDefinitions
{
    public static IReadOnlyList<ProbeDefinition> All { get; } =
    [
        // Calls that change an entry, or look at one.
        Entry("pt/ptep_clear_flush", "ptep_clear_flush(vma, address, ptep)", "mm=vma->vm_mm addr=address ptep pte=+0(ptep)") with { IsMinimal = true },
        Entry("pt/pmdp_huge_clear_flush", "pmdp_huge_clear_flush(vma, address, pmdp)", "mm=vma->vm_mm addr=address pmdp pmd=+0(pmdp)") with { IsMinimal = true },
        Entry("pt/pmdp_collapse_flush", "pmdp_collapse_flush(vma, address, pmdp)", "mm=vma->vm_mm addr=address pmdp pmd=+0(pmdp)"),
        Entry("pt/pmdp_invalidate", "pmdp_invalidate(vma, address, pmdp)", "mm=vma->vm_mm addr=address pmdp pmd=+0(pmdp)"),
        Entry("pt/ptep_set_access_flags", "ptep_set_access_flags(vma, address, ptep, entry)", "mm=vma->vm_mm addr=address ptep entry"),
        Entry("pt/pmdp_set_access_flags", "pmdp_set_access_flags(vma, address, pmdp, entry)", "mm=vma->vm_mm addr=address pmdp entry"),
        Entry("pt/ptep_test_and_clear_young", "ptep_test_and_clear_young(vma, addr, ptep)", "mm=vma->vm_mm addr ptep"),
        Entry("pt/ptep_clear_flush_young", "ptep_clear_flush_young(vma, address, ptep)", "mm=vma->vm_mm addr=address ptep"),
        Entry("pt/pmdp_clear_flush_young", "pmdp_clear_flush_young(vma, address, pmdp)", "mm=vma->vm_mm addr=address pmdp"),
        Entry("pt/page_vma_mapped_walk", "page_vma_mapped_walk(pvmw)", "addr=pvmw->address pmd=pvmw->pmd pte=pvmw->pte ptl=pvmw->ptl"),
        Entry("pt/do_wp_page", "do_wp_page(vmf)", "addr=vmf->address pte=vmf->pte ptl=vmf->ptl"),
        Entry("pt/pte_offset_map_lock", "pte_offset_map_lock(mm, pmd, addr)", "mm pmd addr") with { Kernels = Since(6, 13) },
        Entry("pt/pte_offset_map_lock", "__pte_offset_map_lock(mm, pmd, addr)", "mm pmd addr") with { Kernels = Since(6, 5) },
        Return("pt/pte_offset_map_lock_ret", "pte_offset_map_lock(mm, pmd, addr, ptlp)", "pte=$retval mm addr ptl=+0(ptlp)") with { Kernels = Since(6, 13) },
        Return("pt/pte_offset_map_lock_ret", "__pte_offset_map_lock(mm, pmd, addr, ptlp)", "pte=$retval mm addr ptl=+0(ptlp)") with { Kernels = Since(6, 9) },
        Entry("pt/pte_offset_map_nolock", "pte_offset_map_nolock(mm, pmd, addr)", "mm pmd addr") with { Kernels = Between(6, 5, 6, 12) },
        Entry("pt/pte_offset_map_ro_nolock", "pte_offset_map_ro_nolock(mm, pmd, addr)", "mm pmd addr") with { Kernels = Since(6, 13) },
        Entry("pt/pte_offset_map_rw_nolock", "pte_offset_map_rw_nolock(mm, pmd, addr)", "mm pmd addr") with { Kernels = Since(6, 13) },
        Return("pt/pte_offset_map_rw_nolock_ret", "pte_offset_map_rw_nolock(mm, pmd, addr, pmdvalp, ptlp)", "pte=$retval mm addr ptl=+0(ptlp)") with { Kernels = Since(6, 13) },

        // TLB flushes.
        Entry("pt/flush_tlb_mm_range", "flush_tlb_mm_range(mm, start, end, stride_shift, freed_tables)", "mm start end freed_tables=freed_tables:u8") with { IsMinimal = true },
        Entry("pt/arch_tlbbatch_flush", "arch_tlbbatch_flush"),
        Entry("pt/tlb_gather_mmu", "tlb_gather_mmu(tlb, mm)", "tlb mm"),
        Entry("pt/tlb_gather_mmu", "tlb_gather_mmu_fullmm(tlb, mm)", "tlb mm") with { Kernels = Since(5, 12), IsAddition = true },
        Entry("pt/tlb_flush_mmu", "tlb_flush_mmu(tlb)", "tlb mm=tlb->mm start=tlb->start end=tlb->end"),
        Entry("pt/tlb_finish_mmu", "tlb_finish_mmu(tlb)", "tlb mm=tlb->mm start=tlb->start end=tlb->end"),
        Entry("pt/___pte_free_tlb", "___pte_free_tlb(tlb, pte)", "tlb page=pte"),
        Tracepoint("kmem/mm_page_free"),
    ];
}
