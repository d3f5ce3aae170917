using Tracer.Engine.Protocols;

namespace Tracer.Engine.Protocols.Choices;

// What memory is mapped by, and the locks of its mappings.

[Choice("what memory is mapped by huge pages: none, private memory, or files too")]
internal enum HugePages
{
    Absent,

    /// <summary>Private memory (since 2.6.38).</summary>
    Anonymous,

    /// <summary>Files too: shmem, and DAX a little earlier (since 4.8).</summary>
    Everywhere,
}

[Choice("the lock of a file's mappings")]
internal enum IMmapLock
{
    /// <summary>i_mmap_lock (to 2.6.39).</summary>
    Spin,

    /// <summary>i_mmap_mutex.</summary>
    Mutex,

    /// <summary>i_mmap_rwsem (since 3.19).</summary>
    RwSem,
}

[Choice("the lock of the mappings of anonymous memory")]
internal enum AnonVmaLock
{
    /// <summary>anon_vma->lock (to 2.6.39).</summary>
    Spin,

    /// <summary>anon_vma->mutex.</summary>
    Mutex,

    /// <summary>anon_vma->rwsem (since 3.8).</summary>
    RwSem,
}
