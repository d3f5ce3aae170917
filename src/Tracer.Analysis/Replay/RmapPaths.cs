using Tracer.Events;

namespace Tracer.Analysis;

/// <summary>The functions that change entries found through the reverse map: until 4.13 they told drivers by invalidate_page alone.</summary>
internal static class RmapPaths
{
    private static readonly HashSet<string> Functions =
    [
        "try_to_unmap_one", "page_mkclean_one", "page_vma_mkclean_one", "try_to_unmap_cluster", "try_to_migrate_one",
        "dax_mapping_entry_mkclean", "__xip_unmap",
    ];

    public static bool Contains(string function) => Functions.Contains(function);
}
