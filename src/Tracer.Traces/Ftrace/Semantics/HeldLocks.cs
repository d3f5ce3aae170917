namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>A lock that a task holds, or calls for.</summary>
internal readonly record struct LockUse(LockInfo Lock, LockType Type, LockMode Mode, byte Depth, ContextFlags Context, bool Trylock);

/// <summary>The locks of one task: held, and called for without having returned.</summary>
internal sealed class HeldLocks
{
    // The runqueue lock is given on from task to task, and some unlock forms are not probed: old entries fall out.
    private const int Most = 32;

    private readonly List<LockUse> held = [];
    private readonly List<LockUse> called = [];

    public void Call(in LockUse use) => Push(called, in use);

    /// <summary>The call that now returns: the newest one of this context whose depth fits. Calls above it have missed their return.</summary>
    public bool TryReturn(bool trylock, in EventHeader header, out LockUse use)
    {
        for (var i = called.Count - 1; i >= 0; i--)
        {
            use = called[i];
            if (use.Trylock != trylock || !SameContext(use.Context, header.Context) || !DepthFits(use.Depth, header.PreemptDepth, header.Context)) continue;
            called.RemoveRange(i, called.Count - i);
            return true;
        }

        use = default;
        return false;
    }

    /// <summary>Drops the newest trylock of this context, which failed.</summary>
    public void Fail(in EventHeader header)
    {
        for (var i = called.Count - 1; i >= 0; i--)
        {
            if (!called[i].Trylock || !SameContext(called[i].Context, header.Context)) continue;
            called.RemoveRange(i, called.Count - i);
            return;
        }
    }

    /// <summary>True if a call for this lock has not returned: its unlock proves that it was taken.</summary>
    public bool TryTakeCall(LockInfo info, out LockUse use) => TryTake(called, info, out use);

    public void Hold(in LockUse use) => Push(held, in use);

    public bool TryRelease(LockInfo info, out LockUse use) => TryTake(held, info, out use);

    /// <summary>True if it is held, or called for.</summary>
    public bool Knows(LockInfo info) => Has(held, info) || Has(called, info);

    public bool Holds(LockInfo info) => Has(held, info);

    /// <summary>A store into this table page relies on one of the locks held, if any of them lies where page-table locks do.</summary>
    public void Try(LockFormula formula, ulong page)
    {
        foreach (var use in held) formula.Try(use.Lock.Address, page);
    }

    /// <summary>Of the page-table locks held the one that a store into a table most likely relies on: the outermost that is not known to protect another table, or the only one.</summary>
    public LockInfo? LikelyLockOf(PageTableInfo table)
    {
        LockInfo? only = null;
        var count = 0;
        foreach (var use in held)
        {
            if (use.Lock.Class != LockClass.PageTable) continue;
            if (use.Lock.Table is null || use.Lock.Table == table) return use.Lock;
            only = use.Lock;
            count++;
        }

        return count == 1 ? only : null;
    }

    /// <summary>Null too if the depth shows that no spin lock is held: the unlocking of some is not probed.</summary>
    public LockInfo? InnermostSpin(in EventHeader header)
    {
        if (header.PreemptDepth == 0 && (header.Context & ContextFlags.Realtime) == 0) return null;
        for (var i = held.Count - 1; i >= 0; i--)
            if (held[i].Type == LockType.Spin) return held[i].Lock;
        return null;
    }

    public void Clear()
    {
        held.Clear();
        called.Clear();
    }

    private static bool SameContext(ContextFlags a, ContextFlags b) =>
        ((a ^ b) & (ContextFlags.HardIrq | ContextFlags.SoftIrq)) == 0;

    // A spin lock counts in the depth, but not under PREEMPT_RT.
    private static bool DepthFits(byte before, byte after, ContextFlags context) =>
        before == EventHeader.UnknownDepth || after == EventHeader.UnknownDepth || (context & ContextFlags.Realtime) != 0 || after == before + 1;

    private static void Push(List<LockUse> uses, in LockUse use)
    {
        if (uses.Count == Most) uses.RemoveAt(0);
        uses.Add(use);
    }

    private static bool Has(List<LockUse> uses, LockInfo info)
    {
        foreach (var use in uses)
            if (use.Lock == info) return true;
        return false;
    }

    private static bool TryTake(List<LockUse> uses, LockInfo info, out LockUse use)
    {
        for (var i = uses.Count - 1; i >= 0; i--)
        {
            if (uses[i].Lock != info) continue;
            use = uses[i];
            uses.RemoveAt(i);
            return true;
        }

        use = default;
        return false;
    }
}
