namespace Tracer.Tests.Engine.Memory;

public sealed class MachineTests
{
    private readonly Machine machine = new(new Kernel(ProtocolCatalogue.Find("4.14"), []));
    private readonly Recording recording = new();

    [Fact]
    public void Two_locks_in_two_orders_end_the_run_with_both_tasks_waiting()
    {
        var (first, second) = (NewMutex("first"), NewMutex("second"));
        machine.NewTask("ab", task => TakeBoth(task, first, second));
        machine.NewTask("ba", task => TakeBoth(task, second, first));
        var outcomes = new HashSet<int>();
        for (ulong seed = 1; seed <= 50; seed++)
        {
            first.Reset();
            second.Reset();
            outcomes.Add(Run(seed));
        }

        Assert.Equal([0, 2], outcomes.Order());
    }

    [Fact]
    public void A_retry_without_end_ends_the_run_with_its_task_unfinished()
    {
        machine.NewTask("retries", async task =>
        {
            while (true) await task.Point();
        });
        machine.NewTask("ends", async task => await task.Point());

        Assert.Equal(1, Run(1));
        Assert.Equal(1, Run(1));
    }

    [Fact]
    public void Readers_share_and_a_writer_waits_for_all_of_them()
    {
        var shared = machine.NewNamedLock(LockClass.MmapLock, LockType.RwSemaphore, "shared");
        for (var i = 0; i < 2; i++) machine.NewTask($"reader{i}", task => Hold(task, shared, LockMode.Shared));
        machine.NewTask("writer", task => Hold(task, shared, LockMode.Exclusive));
        var together = 0;
        for (ulong seed = 1; seed <= 50; seed++)
        {
            Assert.Equal(0, Run(seed));
            var reader = new CarefulReader();
            reader.Accept(recording.Events.ToArray());
            Assert.DoesNotContain(reader.Breaches, breach => breach.Contains("two owners", StringComparison.Ordinal));
            var kinds = recording.Events.Select(e => e.Header.Kind).Where(kind => kind is EventKind.LockAcquired or EventKind.LockReleased).ToList();
            together += kinds.Zip(kinds.Skip(1)).Any(pair => pair is (EventKind.LockAcquired, EventKind.LockAcquired)) ? 1 : 0;
        }

        Assert.NotEqual(0, together);
    }

    [Fact]
    public void A_trylock_never_waits_and_is_no_place_to_sleep()
    {
        var mutex = NewMutex("mutex");
        var taken = new List<bool>();
        for (var i = 0; i < 2; i++)
        {
            machine.NewTask($"task{i}", async task =>
            {
                var mine = await mutex.TryAcquire(task);
                taken.Add(mine);
                await task.Point();
                if (mine) await mutex.Release(task);
            });
        }

        for (ulong seed = 1; seed <= 20; seed++) Assert.Equal(0, Run(seed));
        Assert.Contains(false, taken);
        Assert.Contains(true, taken);
        Assert.Empty(recording.Of<MightSleep>());
    }

    [Fact]
    public void A_grace_period_waits_for_the_readers_that_were_there()
    {
        machine.NewTask("reader", async task =>
        {
            machine.Rcu.Enter(task);
            await task.Point();
            machine.Rcu.Leave(task);
        });
        machine.NewTask("updater", async task =>
        {
            await task.Point();
            await machine.Rcu.Synchronize(task);
        });
        for (ulong seed = 1; seed <= 50; seed++)
        {
            Assert.Equal(0, Run(seed));
            var order = recording.Events.Select(e => (e.Header.Kind, e.Header.Task.Value)).ToList();
            var (entered, called) = (order.IndexOf((EventKind.AtomicEntered, 1)), order.IndexOf((EventKind.MightSleep, 2)));
            var (left, over) = (order.IndexOf((EventKind.AtomicLeft, 1)), order.IndexOf((EventKind.TaskExited, 2)));
            if (entered < called && called < left) Assert.True(left < over, $"seed {seed}: the grace period ends before its reader");
        }
    }

    [Fact]
    public void A_shootdown_waits_for_CPUs_with_interrupts_off()
    {
        var mm = machine.NewAddressSpace("mm");
        machine.NewTask("walker", async task =>
        {
            task.DisableIrqs();
            await task.Point();
            task.EnableIrqs();
        });
        machine.NewTask("flusher", async task => await mm.Flush(task, AddressRange.Everything));
        for (ulong seed = 1; seed <= 50; seed++)
        {
            Assert.Equal(0, Run(seed));
            var isOff = false;
            foreach (var e in recording.Events)
            {
                if (e.Header.Kind == EventKind.AtomicEntered) isOff = true;
                if (e.Header.Kind == EventKind.AtomicLeft) isOff = false;
                Assert.False(isOff && e.Header.Kind == EventKind.TlbFlushed, $"seed {seed}: flushed under a lockless walk");
            }
        }
    }

    [Fact]
    public void The_depth_of_an_event_counts_the_spin_locks_held()
    {
        var spin = machine.NewNamedLock(LockClass.Driver, LockType.Spin, "spin");
        machine.NewTask("task", async task =>
        {
            await spin.Acquire(task);
            task.DisablePreemption();
            task.EnablePreemption();
            await spin.Release(task);
        });
        Run(1);
        Assert.Equal([1, 2, 2, 1, 0], recording.Events.Select(e => (int)e.Header.PreemptDepth));
    }

    private static async Step TakeBoth(KernelTask task, KernelLock outer, KernelLock inner)
    {
        await outer.Acquire(task);
        await inner.Acquire(task);
        await inner.Release(task);
        await outer.Release(task);
    }

    private static async Step Hold(KernelTask task, KernelLock held, LockMode mode)
    {
        await held.Acquire(task, mode);
        await task.Point();
        await held.Release(task);
    }

    private KernelLock NewMutex(string name) => machine.NewNamedLock(LockClass.Other, LockType.Mutex, name);

    // The events of the tasks alone, without the scheduler's decisions; returns how many tasks did not finish.
    private int Run(ulong seed)
    {
        var schedule = new RandomSchedule();
        schedule.Start(seed);
        var all = new Recording();
        machine.Log.Begin(all, []);
        var unfinished = machine.Scheduler.Run(schedule);
        machine.Log.Flush();
        recording.Events.Clear();
        recording.Events.AddRange(all.Events.Where(e => e.Header.Kind != EventKind.Decision));
        return unfinished;
    }
}
