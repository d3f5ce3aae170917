using System.Runtime.InteropServices;

namespace Tracer.Analysis.State;

/// <summary>What is known about one secondary MMU.</summary>
public sealed class DriverState : Entity
{
    // A callback takes a handful of locks of its own; what else it may meet on its way is not kept.
    private const int GuardsKept = 16;

    private readonly List<Held> guards = [];

    public DriverTraits Traits { get; internal set; }

    /// <summary>What its device can reach now.</summary>
    public SecondaryMappings Mappings { get; } = new();

    /// <summary>Its last registration; of kind None if the trace does not show it.</summary>
    public VmEvent Registered { get; internal set; }

    /// <summary>The last change of its count or sequence; of kind None if there was none.</summary>
    public VmEvent LastCounted { get; private set; }

    /// <summary>The last move of its sequence; of kind None if there was none.</summary>
    public VmEvent LastMoved { get; private set; }

    /// <summary>True once the trace has shown a step of its protocol, so that a step that does not come was not taken.</summary>
    public bool ShowsProtocol { get; internal set; }

    /// <summary>True once one of its start or end callbacks has returned: before, it may only have taken some of its locks.</summary>
    public bool KnowsGuards { get; internal set; }

    /// <summary>The locks that its start and end callbacks take, as they were taken first.</summary>
    public ReadOnlySpan<Held> Guards => CollectionsMarshal.AsSpan(guards);

    /// <summary>What its device has written, until its page is told.</summary>
    public DirtyEntries Dirty { get; } = new();

    /// <summary>The latest of the CPUs' writes that its device has read; of kind None if there was none.</summary>
    public VmEvent WriteSeen { get; internal set; }

    /// <summary>The device's read of <see cref="WriteSeen"/>.</summary>
    public VmEvent SeenBy { get; internal set; }

    /// <summary>The last event that gave its device a page table to walk, or took it away; of kind None if there was none.</summary>
    public VmEvent Binding { get; internal set; }

    /// <summary>The last acknowledged flush of everything; of kind None if there was none.</summary>
    public VmEvent FlushedWhole { get; internal set; }

    /// <summary>The return of its release callback; of kind None while it is registered.</summary>
    public VmEvent Released { get; internal set; }

    public bool IsReleased => Released.Header.Kind != EventKind.None;

    /// <summary>Ranges it counts as open; null if the trace has not told yet.</summary>
    public int? OpenRanges { get; internal set; }

    /// <summary>True for a driver with start and end, or with a counter: it can keep its entries out of an open range.</summary>
    public bool CanWaitForEnd => (Traits & DriverTraits.RangeEnd) != 0 && (Traits & DriverTraits.RangeStart) != 0 || (Traits & DriverTraits.Counts) != 0;

    /// <summary>True for a driver that hears of the start alone: of no end, and of no change when it is made.</summary>
    public bool IsStartOnly => (Traits & (DriverTraits.RangeStart | DriverTraits.InvalidateRange)) == DriverTraits.RangeStart && !CanWaitForEnd;

    /// <summary>True for the callbacks in which it has to zap what it is told.</summary>
    public bool InvalidatesIn(CallbackKind callback) => callback switch
    {
        CallbackKind.RangeStart or CallbackKind.InvalidatePage or CallbackKind.InvalidateHugepage => true,

        // A driver that hears of the start has zapped there. Its invalidate_range, as KVM had one until 6.5, is for something else, and may come when the
        // range has ended and is mapped again.
        CallbackKind.InvalidateRange => (Traits & DriverTraits.RangeStart) == 0,
        _ => false,
    };

    /// <summary>True if whoever holds the lock keeps the start and end callbacks out.</summary>
    public bool IsGuard(in Held held)
    {
        foreach (ref readonly var guard in Guards)
            if (guard.Lock == held.Lock && (guard.Mode == LockMode.Exclusive || held.Mode == LockMode.Exclusive)) return true;
        return false;
    }

    internal void AddGuard(in Held held)
    {
        for (var i = 0; i < guards.Count; i++)
        {
            if (guards[i].Lock != held.Lock) continue;
            if (held.Mode == LockMode.Exclusive) guards[i] = held;
            return;
        }

        if (guards.Count < GuardsKept) guards.Add(held);
    }

    internal void Count(in VmEvent e)
    {
        LastCounted = e;
        if (e.As<InvalidationCounted>().Step == CounterStep.SequenceMoved) LastMoved = e;
    }

    /// <summary>What it has declared stays, and how it locks; what it has mapped and counted is not known any more.</summary>
    internal void Forget()
    {
        Mappings.Clear();
        Dirty.Clear();
        OpenRanges = null;
        LastCounted = LastMoved = Binding = FlushedWhole = Released = WriteSeen = SeenBy = default;
        Doubt();
    }

    internal void Reset()
    {
        Forget();
        guards.Clear();
        KnowsGuards = false;
        Traits = DriverTraits.None;
        Registered = default;
        ShowsProtocol = false;
        Expire();
    }
}
