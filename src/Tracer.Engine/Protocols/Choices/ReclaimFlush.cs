namespace Tracer.Engine;

/// <summary>When reclaim flushes the CPUs of an entry that it cleared.</summary>
internal enum ReclaimFlush
{
    AtOnce,

    /// <summary>It may leave it until it has cleared more (since 4.3).</summary>
    Batched,
}
