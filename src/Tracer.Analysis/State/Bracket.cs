using System.Runtime.InteropServices;

namespace Tracer.Analysis.State;

/// <summary>A range between invalidate_range_start and invalidate_range_end of one task.</summary>
public sealed class Bracket : Entity
{
    private readonly List<AddressRange> changed = [];
    private readonly List<LockId> shields = [];
    private readonly List<SectionChange> unflushed = [];
    private VmEvent entered;
    private VmEvent returned;
    private VmEvent ended;

    /// <summary>range_start as called.</summary>
    public ref readonly VmEvent Entered => ref entered;

    /// <summary>range_start as returned; of kind None while it runs.</summary>
    public ref readonly VmEvent Returned => ref returned;

    /// <summary>range_end as called; of kind None while the bracket is open.</summary>
    public ref readonly VmEvent Ended => ref ended;

    public MmId Mm { get; private set; }

    public AddressRange Extent { get; private set; }

    /// <summary>What its start and end are named by; 0 if the trace gives no names.</summary>
    public RangeId Id { get; private set; }

    public bool Blockable { get; private set; }

    /// <summary>True if the task was in atomic context when it called range_start.</summary>
    public bool EnteredAtomic { get; internal set; }

    /// <summary>True between the return of range_start and the call of range_end.</summary>
    public bool IsOpen => returned.Header.Kind != EventKind.None && ended.Header.Kind == EventKind.None;

    /// <summary>The event that proves the beginning: range_start's return, or its call if the trace shows no return.</summary>
    public ref readonly VmEvent Start => ref returned.Header.Kind != EventKind.None ? ref returned : ref entered;

    /// <summary>Changes that neither a TLB flush nor a batch has covered when their page-table lock was dropped.</summary>
    public ReadOnlySpan<SectionChange> Unflushed => CollectionsMarshal.AsSpan(unflushed);

    /// <summary>True if an entry mapping any of these addresses was changed by the bracket's task while it was open.</summary>
    public bool HasChangeIn(AddressRange extent)
    {
        foreach (var range in changed)
            if (range.Overlaps(extent)) return true;
        return false;
    }

    /// <summary>True if what it was for has been done, and CPUs have been flushed of it.</summary>
    internal bool IsSpent => changed.Count > 0 && unflushed.Count == 0;

    /// <summary>True if this is one of the sleeping locks that were held when range_start was called.</summary>
    public bool IsShieldedBy(LockId id) => shields.Contains(id);

    internal void Enter(in VmEvent entered, MmId mm, AddressRange extent, RangeId id, bool blockable)
    {
        this.entered = entered;
        (Mm, Extent, Id, Blockable) = (mm, extent, id, blockable);
        returned = ended = default;
        EnteredAtomic = false;
        changed.Clear();
        shields.Clear();
        unflushed.Clear();
        Expire();
    }

    /// <summary>range_start has returned: it is open.</summary>
    internal void Open(in VmEvent returned) => this.returned = returned;

    /// <summary>range_end is called.</summary>
    internal void End(in VmEvent ended) => this.ended = ended;

    internal void AddShield(LockId id) => shields.Add(id);

    internal void AddUnflushed(in SectionChange change) => unflushed.Add(change);

    internal void RemoveFlushed(in TlbFlushed flush)
    {
        if (flush.Mm.Value != 0 && flush.Mm != Mm) return;
        for (var i = unflushed.Count - 1; i >= 0; i--)
            if (Unflushed[i].IsDroppedBy(in flush)) unflushed.RemoveAt(i);
    }

    internal void AddChange(AddressRange extent)
    {
        // Paths walk upwards, so a change mostly goes on where the last one ended.
        if (changed.Count > 0)
        {
            ref var last = ref CollectionsMarshal.AsSpan(changed)[^1];
            if (last.End == extent.Start)
            {
                last = new AddressRange(last.Start, extent.End);
                return;
            }

            if (last.Contains(extent)) return;
        }

        changed.Add(extent);
    }
}
