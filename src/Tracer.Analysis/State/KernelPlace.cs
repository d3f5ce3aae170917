namespace Tracer.Analysis.State;

/// <summary>Places in the kernel where a change means something else than the same change elsewhere.</summary>
internal enum KernelPlace : byte
{
    Anywhere,

    /// <summary>Whoever zaps gives a page up, and frees it once no TLB has it; a table that it cuts off is one that it has emptied.</summary>
    Zap,

    /// <summary>What works on an address space as a whole, or on regions of it, and changes which there are or what they allow.</summary>
    AddressSpace,

    /// <summary>A collapse cuts off a table that still maps pages.</summary>
    Collapse,

    /// <summary>free_pgtables cuts off tables when nothing can be reached through them any more, with no lock, and whatever lock it happens to hold.</summary>
    FreeTables,

    /// <summary>Writeback of a DAX file, which aac2fea9 left as it was.</summary>
    Dax,

    /// <summary>KSM write-protects a page, and puts another of the same content in its place.</summary>
    Merge,

    /// <summary>What a process asks for memory that it names, such as to drop it.</summary>
    Advice,

    /// <summary>The OOM reaper, which may take memory without a word where nobody would hear it.</summary>
    OomReaper,
}

/// <summary>Tells places by the names of functions and operations.</summary>
internal static class KernelPlaces
{
    private static readonly (byte[] Name, NameSpace Space, KernelPlace Place)[] Known =
    [
        ([.. "zap_pte_range"u8], NameSpace.Function, KernelPlace.Zap),
        ([.. "zap_huge_pmd"u8], NameSpace.Function, KernelPlace.Zap),
        ([.. "unmap_page_range"u8], NameSpace.Function, KernelPlace.Zap),
        ([.. "__zap_vma_range"u8], NameSpace.Function, KernelPlace.Zap),
        ([.. "try_to_free_pte"u8], NameSpace.Function, KernelPlace.Zap),
        ([.. "zap_page_range"u8], NameSpace.Function, KernelPlace.Zap),
        ([.. "zap_page_range_single"u8], NameSpace.Function, KernelPlace.Zap),
        ([.. "unmap_vmas"u8], NameSpace.Function, KernelPlace.AddressSpace),
        ([.. "change_protection"u8], NameSpace.Function, KernelPlace.AddressSpace),
        ([.. "copy_page_range"u8], NameSpace.Function, KernelPlace.AddressSpace),
        ([.. "move_page_tables"u8], NameSpace.Function, KernelPlace.AddressSpace),
        ([.. "clear_refs_write"u8], NameSpace.Function, KernelPlace.AddressSpace),
        ([.. "pmdp_collapse_flush"u8], NameSpace.Function, KernelPlace.Collapse),
        ([.. "retract_page_tables"u8], NameSpace.Function, KernelPlace.Collapse),
        ([.. "free_pgtables"u8], NameSpace.Function, KernelPlace.FreeTables),
        ([.. "write_protect_page"u8], NameSpace.Function, KernelPlace.Merge),
        ([.. "replace_page"u8], NameSpace.Function, KernelPlace.Merge),
        ([.. "try_to_merge_one_page"u8], NameSpace.Function, KernelPlace.Merge),
        ([.. "dax_mapping_entry_mkclean"u8], NameSpace.Function, KernelPlace.Dax),
        ([.. "oom-reaper"u8], NameSpace.Operation, KernelPlace.OomReaper),
        ([.. "madvise"u8], NameSpace.Operation, KernelPlace.Advice),
    ];

    /// <summary>The place whose name has such a part.</summary>
    internal static KernelPlace Of(in Named part)
    {
        foreach (var (name, space, place) in Known)
            if (part.Space == space && part.IsPartOf(name)) return place;
        return KernelPlace.Anywhere;
    }
}
