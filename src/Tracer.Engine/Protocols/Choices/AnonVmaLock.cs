namespace Tracer.Engine;

/// <summary>The lock of the mappings of anonymous memory.</summary>
internal enum AnonVmaLock
{
    /// <summary>anon_vma->lock (to 2.6.39).</summary>
    Spin,

    /// <summary>anon_vma->mutex.</summary>
    Mutex,

    /// <summary>anon_vma->rwsem (since 3.8).</summary>
    RwSem,
}
