using Tracer.Engine.Protocols;

namespace Tracer.Engine.Protocols.Choices;

// How memory is collected, flushed and taken away.

[Choice("whether preemption is off while a task collects pages to free")]
internal enum Gather
{
    /// <summary>The gather is per CPU, so preemption is off from its beginning to its end (to 2.6.39).</summary>
    PreemptOff,

    /// <summary>The gather is on the stack.</summary>
    Preemptible,
}

[Choice("whether munmap and its like begin to collect before range_start or after it")]
internal enum GatherPlace
{
    /// <summary>Before range_start.</summary>
    BeforeStart,

    /// <summary>After range_start, and they are done before range_end, as was proposed in 2010; page tables are collected apart.</summary>
    AfterStart,
}

[Choice("where MADV_DONTNEED flushes the CPUs: with what it has gathered, or before range_end too")]
internal enum ZapFlush
{
    /// <summary>With the gather, after range_end, and only if it cleared something itself.</summary>
    WithGather,

    /// <summary>Before range_end too, whoever cleared the entries (since 4.14).</summary>
    BeforeRangeEnd,
}

[Choice("whether reclaim may put off the flush of the CPUs until it has cleared a batch of entries")]
internal enum ReclaimFlush
{
    AtOnce,

    /// <summary>It may leave it until it has cleared more (since 4.3).</summary>
    Batched,
}

[Choice("whether munmap and madvise flush what reclaim left pending before they trust an entry that is gone", Where = ReclaimFlush.Batched)]
internal enum PendingFlush
{
    Ignored,

    /// <summary>Since 4.13.</summary>
    Flushed,
}

[Choice("whether there is MADV_FREE")]
internal enum LazyFree
{
    Absent,

    /// <summary>Since 4.5.</summary>
    Present,
}

[Choice("how the memory of a killed process is taken while it still runs")]
internal enum OomReaper
{
    Absent,

    /// <summary>Nobody is told (4.6 to 4.12).</summary>
    Unnotified,

    /// <summary>An address space that somebody watches is left alone (4.13 to 4.18).</summary>
    SkipsNotified,
}
