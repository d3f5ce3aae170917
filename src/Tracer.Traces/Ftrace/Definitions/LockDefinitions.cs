using static Tracer.Traces.Ftrace.Definitions.Make;

namespace Tracer.Traces.Ftrace.Definitions;

/// <summary>Locks, and where one may sleep.</summary>
internal static class LockDefinitions
{
    public static IReadOnlyList<ProbeDefinition> All { get; } =
    [
        .. Spin(Return("lk/spin_locked", "_raw_spin_lock"), "_raw_spin_lock_nested"),
        .. Spin(Entry("lk/spin_lock", "_raw_spin_lock(lock)", "lock"), "_raw_spin_lock_nested"),
        .. Spin(Entry("lk/spin_trylock", "_raw_spin_trylock(lock)", "lock")),
        .. Spin(Return("lk/spin_trylock_ret", "_raw_spin_trylock", "ret=$retval:s32")),
        .. Spin(Entry("lk/spin_unlock", "_raw_spin_unlock(lock)", "lock")),
        RealTime(Return("lk/rt_spin_locked", "rt_spin_lock")),
        RealTime(Entry("lk/rt_spin_lock", "rt_spin_lock(lock)", "lock")),
        RealTime(Entry("lk/rt_spin_trylock", "rt_spin_trylock(lock)", "lock")),
        RealTime(Return("lk/rt_spin_trylock_ret", "rt_spin_trylock", "ret=$retval:s32")),
        RealTime(Entry("lk/rt_spin_unlock", "rt_spin_unlock(lock)", "lock")),
        .. Spin(Entry("lk/write_lock", "_raw_write_lock(lock)", "lock")),
        .. Spin(Entry("lk/write_unlock", "_raw_write_unlock(lock)", "lock")),
        .. Spin(Entry("lk/read_lock", "_raw_read_lock(lock)", "lock")),
        .. Spin(Entry("lk/read_unlock", "_raw_read_unlock(lock)", "lock")),
        Entry("lk/down_read", "down_read(sem)", "sem"),
        Also(Entry("lk/down_read", "down_read_nested(sem)", "sem")),
        Entry("lk/down_read_killable", "down_read_killable(sem)", "sem"),
        Entry("lk/down_read_trylock", "down_read_trylock(sem)", "sem"),
        Entry("lk/up_read", "up_read(sem)", "sem"),
        Entry("lk/down_write", "down_write(sem)", "sem"),
        Also(Entry("lk/down_write", "down_write_nested(sem)", "sem")),
        Entry("lk/down_write_killable", "down_write_killable(sem)", "sem"),
        Entry("lk/down_write_trylock", "down_write_trylock(sem)", "sem"),
        Entry("lk/up_write", "up_write(sem)", "sem"),
        Entry("lk/downgrade_write", "downgrade_write(sem)", "sem"),

        // A kernel with lockdep has no function mutex_lock.
        Entry("lk/mutex_lock", "mutex_lock(lock)", "lock"),
        Entry("lk/mutex_lock", "mutex_lock_nested(lock)", "lock"),
        Entry("lk/mutex_unlock", "mutex_unlock(lock)", "lock"),
        Entry("lk/srcu_read_lock", "__srcu_read_lock(ssp)", "ssp"),
        Entry("lk/srcu_read_unlock", "__srcu_read_unlock(ssp)", "ssp"),
        Entry("sl/cond_resched", "__cond_resched"),
        Tracepoint("mmap_lock/mmap_lock_start_locking") with { Kernels = DefinedKernels.Since(5, 11) },
        Tracepoint("mmap_lock/mmap_lock_acquire_returned") with { Kernels = DefinedKernels.Since(5, 11) },
        Tracepoint("mmap_lock/mmap_lock_released") with { Kernels = DefinedKernels.Since(5, 11) },
    ];

    private static IEnumerable<ProbeDefinition> Spin(ProbeDefinition definition, string? withLockdep = null)
    {
        definition = definition with { Preemption = ProbePreemption.NotRealTime };
        yield return definition;
        if (withLockdep is not null) yield return Also(definition with { Function = withLockdep });
    }

    private static ProbeDefinition RealTime(ProbeDefinition definition) => definition with { Preemption = ProbePreemption.RealTime };

    private static ProbeDefinition Also(ProbeDefinition definition) => definition with { IsAddition = true };
}
