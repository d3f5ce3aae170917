namespace Tracer.Events.Views.Locks;

/// <summary>What a lock protects, in the names of the lock order at the head of mm/rmap.c.</summary>
public enum LockClass : byte
{
    /// <summary>Not told by the source.</summary>
    Unknown,

    /// <summary>The page-table lock of one table: split PTE or PMD lock.</summary>
    PageTable,

    /// <summary>mm->page_table_lock: tables above PMD.</summary>
    MmPageTable,
    MmapLock,

    /// <summary>i_mmap_lock, i_mmap_mutex, i_mmap_rwsem of a mapping.</summary>
    IMmap,
    AnonVma,
    Folio,

    /// <summary>A lock of a driver, such as KVM's mmu_lock.</summary>
    Driver,

    /// <summary>A lock of the device or its hardware.</summary>
    Device,
    SwapOrLru,
    Other,
}
