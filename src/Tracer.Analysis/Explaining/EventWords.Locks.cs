using Tracer.Analysis.State;

namespace Tracer.Analysis.Explaining;

// Locks and atomic sections.
public sealed partial class EventWords
{
    /// <summary>A held lock or section as a noun: <c>ptl 0x9a8 (spin)</c>, <c>i_mmap 0x7e8 (read)</c>, <c>rcu_read_lock</c>.</summary>
    public string Describe(HeldLock held) => Noun(held.Acquired);

    private string Say(in LockAcquired taken) => $"takes {WithMode(in taken)}{If(taken.Trylock, " by trylock")}";

    private string Say(in LockReleased released) => $"releases {Lock(released.Lock, released.Class)}";

    private string WithMode(in LockAcquired taken) => $"{Lock(taken.Lock, taken.Class)} ({(taken.Type, taken.Mode) switch
    {
        (LockType.Spin, _) => "spin",
        (LockType.Mutex, _) => "mutex",
        (LockType.FolioBit, _) => "bit lock",
        (_, LockMode.Shared) => "read",
        _ => "write",
    }})";

    // A reader that knows only a lock's address names it so; then its class says what it is.
    private string Lock(LockId id, LockClass lockClass) => names.Find(NameSpace.Lock, id.Value) switch
    {
        null => $"{Class(lockClass)} {id.Value}",
        var name when name.StartsWith("0x", StringComparison.Ordinal) => $"{Class(lockClass)} {name}",
        var name => name,
    };

    private static string Class(LockClass lockClass) => lockClass switch
    {
        LockClass.PageTable => "ptl",
        LockClass.MmPageTable => "page_table_lock",
        LockClass.MmapLock => "mmap_lock",
        LockClass.IMmap => "i_mmap",
        LockClass.AnonVma => "anon_vma",
        LockClass.Folio => "folio lock",
        LockClass.Driver => "driver lock",
        LockClass.Device => "device lock",
        LockClass.SwapOrLru => "swap or lru lock",
        _ => "lock",
    };

    private static string Section(AtomicSection section) => section switch
    {
        AtomicSection.PreemptOff => "preempt_disable",
        AtomicSection.RcuRead => "rcu_read_lock",
        AtomicSection.SrcuRead => "srcu_read_lock",
        AtomicSection.NonBlock => "non_block_start",
        _ => "irqs off",
    };
}
