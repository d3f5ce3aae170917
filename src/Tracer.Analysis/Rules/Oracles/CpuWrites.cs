namespace Tracer.Analysis.Rules.Oracles;

/// <summary>What CPUs wrote to one page of an address space since it lies in its present frame.</summary>
/// <param name="First">The first write to the frame.</param>
/// <param name="Last">The last write to it.</param>
internal readonly record struct CpuWrites(CpuAccessed First, CpuAccessed Last)
{
    /// <summary>True if the frame, in the same use of it, is the one that was written.</summary>
    public bool AreIn(Pfn pfn, int generation) => Last.Pfn == pfn && Last.Generation == generation;

    /// <summary>With one more write; a write to another frame begins anew.</summary>
    public CpuWrites And(in CpuAccessed write) => AreIn(write.Pfn, write.Generation) ? this with { Last = write } : new(write, write);
}
