namespace Tracer.Engine;

/// <summary>A kernel path that tasks of the engine take.</summary>
/// <param name="Name">As traces name it.</param>
/// <param name="Summary">The functions it goes through.</param>
public sealed record Operation(string Name, string Summary);

/// <summary>Every kernel path there is.</summary>
public static class Operations
{
    /// <summary>All operations, as <c>list</c> shows them.</summary>
    public static IReadOnlyList<Operation> All { get; } =
    [
        .. Enum.GetValues<KernelOperation>().Where(operation => operation != KernelOperation.None)
            .Select(operation => new Operation(KernelOperations.NameOf(operation), Summary(operation))),
    ];

    private static string Summary(KernelOperation operation) => operation switch
    {
        KernelOperation.Reclaim => "shrink_page_list, try_to_unmap_one: take a page out of every page table and free it",
        KernelOperation.Mkclean => "page_mkclean_one: write-protect and clean a file page before it is written back",
        KernelOperation.Truncate => "unmap_mapping_range under the lock of the file's mappings, then truncate_inode_pages: drop the pages of a file",
        KernelOperation.DaxMkclean => "dax_mapping_entry_mkclean, follow_pte_pmd: write-protect and clean an entry of a DAX file before it is flushed",
        KernelOperation.Ageing => "page_referenced_one, ptep_clear_flush_young_notify: ask whether a page was used, without a bracket",
        KernelOperation.KsmWriteProtect => "write_protect_page: keep a page's content from changing, unless somebody holds a reference",
        KernelOperation.KsmReplace => "replace_page: map the page that stands for all of the same content",
        KernelOperation.OomReaper => "__oom_reap_task_mm: take a killed process's private memory while it still runs",
        KernelOperation.Munmap => "unmap_vmas, zap_pte_range, free_pgtables, tlb_finish_mmu: drop a mapping",
        KernelOperation.Exit => "mmu_notifier_release, exit_mmap: let drivers go first, then drop everything",
        KernelOperation.Fork => "copy_page_range: write-protect and share the pages of a child",
        KernelOperation.MadviseDontneed => "zap_page_range: drop the pages of a region that stays",
        KernelOperation.MadviseFree => "madvise_free_pte_range: let pages be dropped unless they are written again",
        KernelOperation.AnonymousFault => "do_anonymous_page: give a page where there was none",
        KernelOperation.SwapFault => "do_swap_page: read a page back, under its folio lock",
        KernelOperation.FileFault => "do_fault, page_mkwrite: map a page of a file",
        KernelOperation.CowFault => "wp_page_copy: give the writer a copy of a shared page",
        _ => throw new System.Diagnostics.UnreachableException($"operation {operation}"),
    };
}
