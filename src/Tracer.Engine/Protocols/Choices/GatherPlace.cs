namespace Tracer.Engine;

/// <summary>When munmap and its like begin to collect.</summary>
internal enum GatherPlace
{
    /// <summary>Before range_start.</summary>
    BeforeStart,

    /// <summary>After range_start, as was proposed in 2010.</summary>
    AfterStart,
}
