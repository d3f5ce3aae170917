namespace Tracer.Engine;

/// <summary>Where MADV_DONTNEED flushes the CPUs.</summary>
internal enum ZapFlush
{
    /// <summary>With the gather, after range_end, and only if it cleared something itself.</summary>
    WithGather,

    /// <summary>Before range_end too, whoever cleared the entries (since 4.14).</summary>
    BeforeRangeEnd,
}
