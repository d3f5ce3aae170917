namespace Tracer.Testing;

/// <summary>
/// Long traces of correct behaviour by construction, under the rules of 4.14: tasks interleave at every event, and each works on page tables,
/// frames and device mappings of its own, so that no interleaving can be wrong.
/// </summary>
public static class SyntheticTrace
{
    /// <summary>A whole run of exactly <paramref name="count"/> events, from RunStarted to RunEnded; the same for the same arguments.</summary>
    public static VmEvent[] GoodEvents(int count, ulong seed, int taskCount = 6, int mms = 2, int pages = SyntheticTask.MostPages)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(taskCount, SyntheticTask.Most);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mms, SyntheticTask.MostMms);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pages, SyntheticTask.MostPages);
        var random = new SplitMix64(seed);
        var tasks = Enumerable.Range(1, taskCount).Select(id => new SyntheticTask(id, new MmId(1 + id % mms), pages, new SplitMix64(random.NextBits()))).ToArray();
        var contexts = tasks.Select(_ => new ScriptTask()).ToArray();
        var running = new IEnumerator<VmEvent>?[taskCount];
        var events = new VmEvent[count];
        var written = 0;

        foreach (var e in Opening(seed, taskCount, mms)) Write(0, e);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, written + 1);
        while (count - written > taskCount * SyntheticTask.LongestOperation + 1)
        {
            var i = random.Next(taskCount);
            running[i] ??= tasks[i].Operation().GetEnumerator();
            Step(i);
        }

        for (var i = 0; i < taskCount; i++)
            while (running[i] is not null) Step(i);
        while (written < count - 1) Write(0, VmEvent.Of(new MightSleep { Reason = SleepReason.CondResched }));
        Write(0, VmEvent.Of(new RunEnded { Events = count }));
        return events;

        void Step(int task)
        {
            if (running[task]!.MoveNext()) Write(task, running[task]!.Current);
            else running[task] = null;
        }

        void Write(int task, VmEvent e)
        {
            if (written == count) throw new ArgumentOutOfRangeException(nameof(count), count, "too few for the opening of a run");
            var before = contexts[task].Depth;
            contexts[task].Take(in e);
            e.Header.Sequence = written + 1;
            e.Header.TimestampNs = 100L * written;
            e.Header.Task = new TaskId(task + 1);
            e.Header.Cpu = (short)(task % 4);
            e.Header.PreemptDepth = (byte)Math.Max(before, contexts[task].Depth);
            events[written++] = e;
        }
    }

    private static IEnumerable<VmEvent> Opening(ulong seed, int taskCount, int mms)
    {
        yield return VmEvent.Of(new RunStarted { EngineVersion = 1, Seed = seed, Cpus = 4, Tasks = taskCount });
        foreach (var e in Names.Events(NameSpace.Protocol, 1, "4.14")) yield return e;
        for (var mm = 1; mm <= mms; mm++)
        {
            var mmapLock = SyntheticTask.MmapLockOf(new MmId(mm));
            yield return VmEvent.Of(mmapLock);
            yield return VmEvent.Of(new NotifierRegistered
            {
                Mm = new MmId(mm),
                Driver = SyntheticTask.Kvm(new MmId(mm)),
                Traits = DriverTraits.RangeStart | DriverTraits.RangeEnd | DriverTraits.Counts,
                Returned = true,
            });
            yield return VmEvent.Of(new NotifierRegistered
            {
                Mm = new MmId(mm),
                Driver = SyntheticTask.Iommu(new MmId(mm)),
                Traits = DriverTraits.InvalidateRange | DriverTraits.SharesPageTable,
                Returned = true,
            });
            yield return SyntheticTask.Unlocked(mmapLock);
        }
    }
}
