namespace Tracer.Events.Views.PageTables;

/// <summary>How an entry is stored.</summary>
public enum PteOperation : byte
{
    /// <summary>Read and cleared in one step.</summary>
    Clear,
    Set,
    WriteProtect,

    /// <summary>ptep_modify_prot_start: cleared, to be committed in the same section.</summary>
    ModifyStart,
    ModifyCommit,

    /// <summary>The accessed bit only.</summary>
    ClearYoung,

    /// <summary>More access to the same page.</summary>
    SetAccessFlags,

    /// <summary>pmdp_invalidate: not present, yet not none.</summary>
    Invalidate,

    /// <summary>A lower table is installed.</summary>
    Install,
}
