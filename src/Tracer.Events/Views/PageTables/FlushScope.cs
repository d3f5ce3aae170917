namespace Tracer.Events.Views.PageTables;

/// <summary>On which CPUs a TLB flush works.</summary>
public enum FlushScope : byte
{
    /// <summary>Every CPU that may cache the address space.</summary>
    All,
    Local,
}
