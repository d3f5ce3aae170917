namespace Tracer.Engine;

/// <summary>When munmap and its like begin to collect.</summary>
internal enum GatherPlace
{
    /// <summary>Before range_start.</summary>
    BeforeStart,

    /// <summary>After range_start, and they are done before range_end, as was proposed in 2010; page tables are collected apart.</summary>
    AfterStart,
}
