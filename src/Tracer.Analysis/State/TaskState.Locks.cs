namespace Tracer.Analysis.State;

// The locks that it holds.
public sealed partial class TaskState
{
    /// <summary>True if it holds the lock, as far as the trace tells.</summary>
    public bool Holds(LockId id) => IndexOf(id) >= 0;

    /// <summary>True if it holds the mmap_lock of an address space, or a mmap_lock that the trace gives to none.</summary>
    public bool HoldsMmapLock(MmId mm, LockMode least = LockMode.Shared)
    {
        foreach (ref readonly var held in Locks)
        {
            ref readonly var acquired = ref held.Acquired.As<LockAcquired>();
            if (acquired.Class != LockClass.MmapLock || acquired.Mm.Value != 0 && acquired.Mm != mm) continue;
            if (least == LockMode.Shared || acquired.Mode == LockMode.Exclusive) return true;
        }

        return false;
    }

    /// <summary>The innermost page-table lock it holds, or null.</summary>
    public Held? PageTableLock => IndexOfTableLock is >= 0 and var index ? Locks[index] : null;

    public bool HoldsTableLock => IndexOfTableLock >= 0;

    /// <summary>Place in <see cref="Locks"/> of the innermost page-table lock; -1 if it holds none.</summary>
    internal int IndexOfTableLock
    {
        get
        {
            var held = Locks;
            for (var i = held.Length - 1; i >= 0; i--)
                if (held[i].IsPageTableLock) return i;
            return -1;
        }
    }

    /// <summary>Place in <see cref="Locks"/> of the innermost lock that forbids to sleep; -1 if it holds none.</summary>
    internal int IndexOfSpin
    {
        get
        {
            var held = Locks;
            for (var i = held.Length - 1; i >= 0; i--)
                if (!held[i].Type.Sleeps()) return i;
            return -1;
        }
    }

    /// <summary>What a page-table lock it holds has seen of the entry of an address; null if nothing that others must hear of.</summary>
    public SectionChange? ChangeAt(MmId mm, VirtualAddress address)
    {
        foreach (ref readonly var held in Locks)
        {
            if (held.Section is not { } section) continue;
            foreach (ref readonly var change in section.Changes)
                if (change.First.Mm == mm && change.First.Address.IsKnown && change.First.Extent.Contains(address)) return change;
        }

        return null;
    }

    /// <summary>What happened under the innermost page-table lock it holds; null if it holds none.</summary>
    internal TableSection? InnermostSection
    {
        get
        {
            var held = Locks;
            for (var i = held.Length - 1; i >= 0; i--)
                if (held[i].Section is { } section) return section;
            return null;
        }
    }

    /// <summary>Spin locks it is known to hold.</summary>
    public int SpinCount
    {
        get
        {
            var count = 0;
            foreach (ref readonly var held in Locks)
                if (!held.Type.Sleeps()) count++;
            return count;
        }
    }

    internal void Acquire(in Held held) => locks.Add(held);

    /// <summary>Place of the lock in <see cref="Locks"/>, innermost first; -1 if it is not held.</summary>
    internal int IndexOf(LockId id)
    {
        var held = Locks;
        for (var i = held.Length - 1; i >= 0; i--)
            if (held[i].Lock == id) return i;
        return -1;
    }

    internal void RemoveLockAt(int index) => locks.RemoveAt(index);
}
