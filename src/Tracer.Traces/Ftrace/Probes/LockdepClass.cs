using System.Text;

namespace Tracer.Traces.Ftrace.Probes;

/// <summary>
/// A lock class that means something here, by the name that lockdep gives it. All other classes are passed over: most are locks that no rule asks for,
/// and some are no locks at all, such as RCU, SRCU, sequence counters and maps that only lockdep itself takes (fs_reclaim, mmu_notifier_invalidate_range_start).
/// </summary>
internal sealed record LockdepClass(string Name, LockClass Class, LockType Type)
{
    // Before the lockdep_map come the lock itself and what DEBUG_SPINLOCK and DEBUG_RWSEMS add, which lockdep kernels always have.
    private const ulong MapInSpinlock = 0x18;
    private const ulong MapInMutex = 0x68;
    private const ulong MapInSemaphore = 0x70;

    private static readonly LockdepClass[] Known =
    [
        new("ptlock_ptr(page)", LockClass.PageTable, LockType.Spin),
        new("ptlock_ptr(ptdesc)", LockClass.PageTable, LockType.Spin),
        new("&mm->page_table_lock", LockClass.MmPageTable, LockType.Spin),
        new("&mm->mmap_lock", LockClass.MmapLock, LockType.RwSemaphore),
        new("&mm->mmap_sem", LockClass.MmapLock, LockType.RwSemaphore),
        new("&mapping->i_mmap_rwsem", LockClass.IMmap, LockType.RwSemaphore),
        new("&anon_vma->rwsem", LockClass.AnonVma, LockType.RwSemaphore),
        new("&(kvm)->mmu_lock", LockClass.Driver, LockType.RwSpin),
        new("&kvm->mn_invalidate_lock", LockClass.Driver, LockType.Spin),
        new("&vcpu->mutex", LockClass.Driver, LockType.Mutex),
        new("&lruvec->lru_lock", LockClass.SwapOrLru, LockType.Spin),
    ];

    private static readonly byte[][] Names = [.. Known.Select(known => Encoding.ASCII.GetBytes(known.Name))];

    /// <summary>Where a spin lock begins, if the lockdep_map at this address is that of one.</summary>
    public static ulong SpinlockOf(ulong map) => Before(map, MapInSpinlock);

    /// <summary>Where the lock begins whose lockdep_map is at this address.</summary>
    public ulong LockOf(ulong map) => Type switch
    {
        LockType.Mutex => Before(map, MapInMutex),
        LockType.RwSemaphore => Before(map, MapInSemaphore),
        _ => SpinlockOf(map),
    };

    // A kernel that hashes the pointers that it prints shows no address, of which nothing could be taken away.
    private static ulong Before(ulong map, ulong offset) => map >> 63 == 0 ? map : map - offset;

    public static LockdepClass Of(int index) => Known[index];

    /// <summary>-1 if the name is of none of them.</summary>
    public static int IndexOf(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < Names.Length; i++)
            if (name.SequenceEqual(Names[i])) return i;
        return -1;
    }
}
