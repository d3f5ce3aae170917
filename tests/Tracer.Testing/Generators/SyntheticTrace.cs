namespace Tracer.Testing;

/// <summary>
/// Long traces of correct behaviour by construction, under the rules of 4.14: tasks interleave at every event, and each works on page tables,
/// frames and device mappings of its own, so that no interleaving can be wrong.
/// </summary>
public static class SyntheticTrace
{
    private const int Mms = 2;
    private const int Tasks = 6;

    /// <summary>A whole run of exactly <paramref name="count"/> events, from RunStarted to RunEnded; the same for the same arguments.</summary>
    public static VmEvent[] GoodEvents(int count, ulong seed)
    {
        var random = new SplitMix64(seed);
        var tasks = Enumerable.Range(1, Tasks).Select(id => new SyntheticTask(id, new MmId(1 + id % Mms), new SplitMix64(random.NextBits()))).ToArray();
        var contexts = tasks.Select(_ => new ScriptTask()).ToArray();
        var running = new IEnumerator<VmEvent>?[Tasks];
        var events = new VmEvent[count];
        var written = 0;

        foreach (var e in Opening(seed)) Write(0, e);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, written + 1);
        while (count - written > Tasks * SyntheticTask.LongestOperation + 1)
        {
            var i = random.Next(Tasks);
            running[i] ??= tasks[i].Operation().GetEnumerator();
            Step(i);
        }

        for (var i = 0; i < Tasks; i++)
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

    private static IEnumerable<VmEvent> Opening(ulong seed)
    {
        yield return VmEvent.Of(new RunStarted { EngineVersion = 1, Seed = seed, Cpus = 4, Tasks = Tasks });
        foreach (var e in Names.Events(NameSpace.Protocol, 1, "4.14")) yield return e;
        for (var mm = 1; mm <= Mms; mm++)
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
