using Tracer.Analysis.Replay;

namespace Tracer.Analysis.State;

/// <summary>What is known about one lock of a driver or of its device.</summary>
public sealed class LockState : Entity
{
    private readonly List<LockOrder> outer = [];

    /// <summary>The event that took it in a start callback, waiting for it; of kind None if none did.</summary>
    public VmEvent TakenInStart { get; internal set; }

    /// <summary>The first time that its holder waited for what a caller of range_start may hold, before any start callback was seen to take it; null if it never did.</summary>
    internal StartLockHeldAcross? HeldAcross { get; set; }

    /// <summary>Sequence of the last such wait; 0 if there was none.</summary>
    public long LastAcross { get; internal set; }

    /// <summary>The event that took it last; of kind None if none did.</summary>
    public VmEvent Acquired { get; internal set; }

    /// <summary>The event that gave it back last; of kind None if none did.</summary>
    public VmEvent Released { get; internal set; }

    /// <summary>The locks of the device that were held when it was taken, each with the first event that showed it.</summary>
    internal ReadOnlySpan<LockOrder> Outer => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(outer);

    internal void AddOuter(LockId id, in VmEvent acquired)
    {
        foreach (ref readonly var known in Outer)
            if (known.Outer == id) return;
        outer.Add(new LockOrder(id, acquired));
    }

    internal void Forget()
    {
        TakenInStart = Acquired = Released = default;
        HeldAcross = null;
        LastAcross = 0;
        outer.Clear();
        Doubt();
    }
}

/// <summary>One lock was taken while another was held.</summary>
/// <param name="Outer">The lock that was held.</param>
/// <param name="Acquired">The event that took the other.</param>
internal readonly record struct LockOrder(LockId Outer, VmEvent Acquired);
