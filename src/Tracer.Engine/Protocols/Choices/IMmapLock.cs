namespace Tracer.Engine;

/// <summary>The lock of a file's mappings.</summary>
internal enum IMmapLock
{
    /// <summary>i_mmap_lock (to 2.6.39).</summary>
    Spin,

    /// <summary>i_mmap_mutex.</summary>
    Mutex,

    /// <summary>i_mmap_rwsem (since 3.19).</summary>
    RwSem,
}
