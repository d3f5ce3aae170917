using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>A page-table lock is given back: the section under it is whole.</summary>
public readonly ref struct SectionEnded(TableSection section, in VmEvent acquired, in VmEvent released)
{
    private readonly ref readonly VmEvent acquired = ref acquired;
    private readonly ref readonly VmEvent released = ref released;

    /// <summary>The event that took the lock.</summary>
    public ref readonly VmEvent Acquired => ref acquired;

    /// <summary>The event that gives it back.</summary>
    public ref readonly VmEvent Released => ref released;

    /// <summary>What happened under it.</summary>
    public TableSection Section { get; } = section;
}
