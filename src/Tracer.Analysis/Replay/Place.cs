using Tracer.Events;

namespace Tracer.Analysis;

/// <summary>Places in the kernel where a change means something else than the same change elsewhere.</summary>
internal enum Place : byte
{
    Anywhere,

    /// <summary>Whoever zaps gives a page up, and frees it once no TLB has it.</summary>
    Zap,

    /// <summary>A page is replaced and change_pte called; until 3.7 nothing but that was told.</summary>
    SetPteAtNotify,

    /// <summary>Writeback of a DAX file, which aac2fea9 left as it was.</summary>
    Dax,

    /// <summary>The OOM reaper, which may take memory without a word where nobody would hear it.</summary>
    OomReaper,
}

/// <summary>Tells places by the names of functions and operations.</summary>
internal static class Places
{
    private static readonly (byte[] Name, NameSpace Space, Place Place)[] Known =
    [
        ([.. "zap_pte_range"u8], NameSpace.Function, Place.Zap),
        ([.. "zap_huge_pmd"u8], NameSpace.Function, Place.Zap),
        ([.. "wp_page_copy"u8], NameSpace.Function, Place.SetPteAtNotify),
        ([.. "write_protect_page"u8], NameSpace.Function, Place.SetPteAtNotify),
        ([.. "replace_page"u8], NameSpace.Function, Place.SetPteAtNotify),
        ([.. "dax_mapping_entry_mkclean"u8], NameSpace.Function, Place.Dax),
        ([.. "oom-reaper"u8], NameSpace.Operation, Place.OomReaper),
    ];

    /// <summary>The place whose name has such a part.</summary>
    internal static Place Of(in Named part)
    {
        foreach (var (name, space, place) in Known)
            if (part.Space == space && part.IsPartOf(name)) return place;
        return Place.Anywhere;
    }
}
