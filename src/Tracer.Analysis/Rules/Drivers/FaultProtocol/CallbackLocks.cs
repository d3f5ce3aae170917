namespace Tracer.Analysis.Rules.Drivers.FaultProtocol;

/// <summary>The locks that a driver's start and end callbacks take: who holds one keeps them out.</summary>
internal sealed class CallbackLocks
{
    // A callback takes a handful of locks of its own; what else it may meet on its way is not kept.
    private const int Kept = 16;

    private readonly List<(LockId Lock, LockMode Mode)> locks = [];

    /// <summary>True once a start has returned: before, it may only have taken some of its locks.</summary>
    public bool AreKnown { get; set; }

    /// <summary>True if one of them may be held by a task that is not in atomic context.</summary>
    public bool Sleep { get; private set; }

    public bool IsEmpty => locks.Count == 0;

    public int Count => locks.Count;

    /// <summary>True if the lock is one of them.</summary>
    public bool Have(LockId id)
    {
        foreach (var (known, _) in locks)
            if (known == id) return true;
        return false;
    }

    /// <summary>True if whoever holds the lock in this mode keeps the callbacks out.</summary>
    public bool KeepOut(LockId id, LockMode mode)
    {
        foreach (var (known, taken) in locks)
            if (known == id && (taken == LockMode.Exclusive || mode == LockMode.Exclusive)) return true;
        return false;
    }

    public void Add(in LockAcquired acquired)
    {
        Sleep |= acquired.Type.Sleeps();
        for (var i = 0; i < locks.Count; i++)
        {
            if (locks[i].Lock != acquired.Lock) continue;
            if (acquired.Mode == LockMode.Exclusive) locks[i] = (acquired.Lock, acquired.Mode);
            return;
        }

        if (locks.Count < Kept) locks.Add((acquired.Lock, acquired.Mode));
    }

    public void Clear()
    {
        locks.Clear();
        AreKnown = Sleep = false;
    }
}
