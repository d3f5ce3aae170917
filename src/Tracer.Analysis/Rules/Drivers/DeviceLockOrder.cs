namespace Tracer.Analysis.Rules.Drivers;

/// <summary>In which order a device's locks are taken, as far as the run has shown: a lock was taken while another was held.</summary>
internal sealed class DeviceLockOrder
{
    // A device has a handful of locks. Orders of more are followed so far, and what lies behind is not known.
    private const int MostFollowed = 256;
    private const int MostOuters = 64;

    private readonly Dictionary<LockId, List<(LockId Outer, VmEvent Acquired)>> outers = [];
    private readonly HashSet<LockId> visited = [];
    private readonly Stack<LockId> ahead = [];

    /// <summary>Not all of the order is followed: that none is found does not say that there is none.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>The event that took a lock while <paramref name="outer"/> was held, on the way from it to <paramref name="inner"/>, by way of other locks or not; null if none is known.</summary>
    public VmEvent? Of(LockId outer, LockId inner)
    {
        visited.Clear();
        ahead.Clear();
        for (Follow(inner); ahead.TryPop(out var one);)
        {
            if (!outers.TryGetValue(one, out var known)) continue;
            foreach (var (above, acquired) in known)
            {
                if (above == outer) return acquired;
                Follow(above);
            }
        }

        return null;
    }

    // An order that contradicts what is known is a breach and not remembered, so that what is known stays an order.
    public void Learn(LockId outer, in LockAcquired inner)
    {
        if (outer == inner.Lock || Of(inner.Lock, outer) is not null) return;
        if (!outers.TryGetValue(inner.Lock, out var known)) outers[inner.Lock] = known = [];
        foreach (var (one, _) in known)
            if (one == outer) return;
        if (known.Count < MostOuters) known.Add((outer, VmEvent.Of(inner)));
        else IsPartial = true;
    }

    public void Clear()
    {
        foreach (var known in outers.Values) known.Clear();
        IsPartial = false;
    }

    private void Follow(LockId one)
    {
        if (visited.Count == MostFollowed) IsPartial = true;
        else if (visited.Add(one)) ahead.Push(one);
    }
}
