using Tracer.Analysis.Eras;

namespace Tracer.Analysis.State;

/// <summary>The functions that change entries found through the reverse map: until 4.13 they told drivers by invalidate_page alone.</summary>
internal static class RmapPaths
{
    private static readonly byte[][] Functions =
    [
        [.. "try_to_unmap_one"u8], [.. "page_mkclean_one"u8], [.. "page_vma_mkclean_one"u8], [.. "try_to_unmap_cluster"u8],
        [.. "try_to_migrate_one"u8], [.. "dax_mapping_entry_mkclean"u8], [.. "__xip_unmap"u8],
    ];

    /// <summary>
    /// True in kernels where copy-on-write, KSM and what was proposed for huge pages told drivers by change_pte, invalidate_page or invalidate_hugepage
    /// alone, before they dropped the lock: until 3.6.
    /// </summary>
    internal static bool TellUnderLock(Era eras) => (eras & ~(Era.E0 | Era.E1)) == 0;

    /// <summary>True if the name of one of them has such a part.</summary>
    public static bool Have(in Named part)
    {
        foreach (var function in Functions)
            if (part.IsPartOf(function)) return true;
        return false;
    }
}
