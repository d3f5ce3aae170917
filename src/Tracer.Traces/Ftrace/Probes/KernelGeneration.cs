namespace Tracer.Traces.Ftrace.Probes;

/// <summary>Kernels whose probes mean the same.</summary>
internal enum KernelGeneration
{
    /// <summary>Not known: every generation's rows are tried.</summary>
    Any,

    /// <summary>Up to 6.5: invalidate_range, called beside the change.</summary>
    Until65,

    /// <summary>From 6.6 on: arch_invalidate_secondary_tlbs, called by the TLB flush.</summary>
    From66,
}
