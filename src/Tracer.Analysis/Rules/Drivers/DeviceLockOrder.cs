namespace Tracer.Analysis.Rules.Drivers;

/// <summary>In which order a device's locks are taken, as far as the run has shown: a lock was taken while another was held.</summary>
internal sealed class DeviceLockOrder
{
    private readonly Dictionary<LockId, List<(LockId Outer, VmEvent Acquired)>> outers = [];
    private readonly HashSet<LockId> visited = [];

    /// <summary>The event that took a lock while <paramref name="outer"/> was held, on the way from it to <paramref name="inner"/>, by way of other locks or not; null if there is none.</summary>
    public VmEvent? Of(LockId outer, LockId inner)
    {
        visited.Clear();
        return Find(outer, inner);
    }

    // An order that contradicts what is known is a breach and not remembered, so that what is known stays an order.
    public void Learn(LockId outer, in LockAcquired inner)
    {
        if (outer == inner.Lock || Of(inner.Lock, outer) is not null) return;
        if (!outers.TryGetValue(inner.Lock, out var known)) outers[inner.Lock] = known = [];
        foreach (var (one, _) in known)
            if (one == outer) return;
        known.Add((outer, VmEvent.Of(inner)));
    }

    public void Clear()
    {
        foreach (var known in outers.Values) known.Clear();
    }

    private VmEvent? Find(LockId outer, LockId inner)
    {
        if (!visited.Add(inner) || !outers.TryGetValue(inner, out var known)) return null;
        foreach (var (one, acquired) in known)
        {
            if (one == outer) return acquired;
            if (Find(outer, one) is { } earlier) return earlier;
        }

        return null;
    }
}
