using System.Text;
using Tracer.Traces.Ftrace.Naming;
using Tracer.Traces.Ftrace.Probes;
using Tracer.Traces.Reading;
using Means = Tracer.Traces.Ftrace.Probes.ProbeMeaning;

namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>Makes events of probe hits, whichever form they were read from. Takes hits in the trace's order.</summary>
internal sealed class KernelTranslator
{
    private readonly EventBatch batch;
    private readonly TraceNames names;
    private readonly Dictionary<int, TaskContext> tasks = [];
    private readonly Dictionary<long, int> generations = [];
    private readonly PageTableMap map;
    private readonly LockProbes locks;
    private readonly LockdepProbes lockdep;
    private readonly NotifierProbes notifiers;
    private readonly SecondaryProbes secondary;
    private readonly EntryProbes entries;
    private readonly TlbProbes tlb;
    private readonly TaskProbes operations;
    private TaskContext current = new(0);

    public KernelTranslator(EventBatch batch, TraceNames names, LockFormula formula, LockPairs pairs, KernelGeneration generation, ProbesSeen seen)
    {
        this.batch = batch;
        this.names = names;
        map = new PageTableMap(formula, pairs, names, batch);
        locks = new LockProbes(map, names, batch) { ShowsSpinReturns = seen.SpinReturns };
        lockdep = new LockdepProbes(locks, map);
        notifiers = new NotifierProbes(names, batch, generation);
        secondary = new SecondaryProbes(batch);
        entries = new EntryProbes(map, names, batch, seen.Stores);
        tlb = new TlbProbes(names, batch, entries);
        operations = new TaskProbes(names, batch);
    }

    public void Accept(ProbeHit hit, ReadOnlySpan<byte> comm)
    {
        var task = TaskOf(in hit.Header);
        if (!comm.SequenceEqual(task.CommColumn)) Rename(task, comm, in hit.Header);
        hit.Header.Function = hit.Site.Value != 0 ? hit.Site : task.Functions.Innermost;
        if (task.Callbacks.Count > 0 && !IsInterrupt(in hit.Header)) notifiers.ReturnSilently(hit, task);
        if (hit.Row.Teaches) entries.Learn(hit, task);
        Translate(hit, task);
    }

    /// <summary>Events are missing before the next hit, on one CPU or on a CPU not told (-1): nothing pending is certain any more.</summary>
    public void Lost(int cpu, long count, in EventHeader header)
    {
        batch.Add(new EventsLost { Header = header, OnCpu = cpu, Count = count });
        foreach (var task in tasks.Values) task.Forget();
        map.ForgetTables();
    }

    private void Translate(ProbeHit hit, TaskContext task)
    {
        switch (hit.Row.Meaning)
        {
            case Means.SpinCalled: locks.SpinCalled(hit, task); break;
            case Means.SpinReturned: locks.SpinReturned(hit, task); break;
            case Means.SpinReleased: locks.SpinReleased(hit, task); break;
            case Means.TrylockCalled: locks.TrylockCalled(hit, task); break;
            case Means.TrylockReturned: locks.TrylockReturned(hit, task); break;
            case Means.RwSpinAcquired: locks.RwSpinAcquired(hit, task); break;
            case Means.RwSpinReleased: locks.RwSpinReleased(hit, task); break;
            case Means.SleeperAcquired: locks.SleeperAcquired(hit, task); break;
            case Means.SleeperTried: locks.SleeperTried(hit, task); break;
            case Means.SleeperReleased: locks.SleeperReleased(hit, task); break;
            case Means.SleeperDowngraded: locks.SleeperDowngraded(hit, task); break;
            case Means.MmapLockStarted: locks.MmapLockStarted(hit, task); break;
            case Means.MmapLockReturned:
                locks.MmapLockReturned(hit, task);
                operations.KernelSectionBegan(hit, task);
                break;
            case Means.MmapLockReleased:
                tlb.IsPast(hit, task);
                locks.MmapLockReleased(hit, task);
                operations.KernelSectionEnded(hit, task);
                break;
            case Means.SrcuEntered: locks.SrcuEntered(hit); break;
            case Means.SrcuLeft: locks.SrcuLeft(hit); break;
            case Means.LockdepAcquired: lockdep.Acquired(hit, task); break;
            case Means.LockdepContended: lockdep.Contended(hit, task); break;
            case Means.LockdepReleased: lockdep.Released(hit, task); break;
            case Means.SleepPoint: locks.Sleep(SleepReason.CondResched, default, hit); break;
            case Means.EntryStored:
                tlb.IsPast(hit, task);
                entries.Stored(hit, task);
                break;
            case Means.EntryClearCalled: entries.ClearCalled(hit, task); break;
            case Means.EntryShown: break;
            case Means.FunctionEntered:
                tlb.IsPast(hit, task);
                Enter(hit, task);
                break;
            case Means.FunctionLeft:
                task.Functions.Leave(hit.Site);
                entries.Filled(task, in hit.Header);
                break;
            case Means.PageFreed: Free(hit); break;
            case Means.TableQueued: tlb.TableQueued(hit, task); break;
            default: TranslateNotifier(hit, task); break;
        }
    }

    private void TranslateNotifier(ProbeHit hit, TaskContext task)
    {
        switch (hit.Row.Meaning)
        {
            case Means.RangeStartEntered:
                tlb.IsPast(hit, task);
                notifiers.RangeStartEntered(hit, task);
                break;
            case Means.RangeStartReturned: notifiers.RangeStartReturned(hit, task); break;
            case Means.RangeEndEntered: notifiers.RangeEndEntered(hit, task); break;
            case Means.RangeEndReturned: notifiers.RangeEndReturned(hit, task); break;
            case Means.RangeInvalidated: notifiers.RangeInvalidated(hit, task); break;
            case Means.PteChangeNotified: notifiers.PteChangeNotified(hit); break;
            case Means.Aged: notifiers.Aged(hit); break;
            case Means.ReleaseEntered: notifiers.ReleaseEntered(hit, task); break;
            case Means.ReleaseReturned: notifiers.ReleaseReturned(hit, task); break;
            case Means.RegisterEntered: notifiers.RegisterEntered(hit, task); break;
            case Means.RegisterReturned: notifiers.RegisterReturned(hit, task); break;
            case Means.Unregistered: notifiers.Unregistered(hit); break;
            case Means.CallbackEntered: notifiers.CallbackEntered(hit, task); break;
            case Means.CallbackReturned: notifiers.CallbackReturned(hit, task); break;
            case Means.GuestMemoryTold: secondary.GuestMemoryTold(hit, task); break;
            case Means.SecondaryEntryStored: secondary.Stored(hit, notifiers.DriverOfGuest(in hit.Header)); break;
            case Means.GuestFaulted: task.GuestFault = hit[Field.GuestAddress]; break;
            case Means.RetryTested: secondary.Tested(hit, task, notifiers.DriverOfGuest(in hit.Header)); break;
            case Means.InvalidationCounted: secondary.Counted(hit, notifiers.DriverOfGuest(in hit.Header)); break;
            case Means.TlbFlushed: tlb.Flushed(hit); break;
            case Means.BatchFlushed: tlb.BatchFlushed(hit); break;
            case Means.GatherBegan:
                tlb.IsPast(hit, task);
                tlb.GatherBegan(hit, task);
                break;
            case Means.GatherFlushed: TlbProbes.GatherFlushed(hit, task); break;
            case Means.GatherFinished: tlb.GatherFinished(hit, task); break;
            default: TranslateTask(hit, task); break;
        }
    }

    private void TranslateTask(ProbeHit hit, TaskContext task)
    {
        if (hit.Row.Meaning != Means.Switched) tlb.IsPast(hit, task);
        switch (hit.Row.Meaning)
        {
            case Means.SyscallEntered: operations.SyscallEntered(hit, task); break;
            case Means.SyscallLeft: operations.SyscallLeft(hit, task); break;
            case Means.UserFault: operations.UserFault(hit, task); break;
            case Means.Switched: operations.Switched(hit); break;
            case Means.Exited: operations.Exited(hit, task); break;
        }
    }

    private void Enter(ProbeHit hit, TaskContext task)
    {
        var shape = hit.Row.Shape;
        var start = hit.Has(Field.Start) ? hit.Address(Field.Start) : hit.Address(Field.Address);
        var end = hit.Address(Field.End);
        var newStart = VirtualAddress.Unknown;
        if (shape == FunctionShape.Move)
        {
            start = hit.Address(Field.Old);
            newStart = hit.Address(Field.New);
            end = AddressRange.Of(start, hit.Or(Field.Length, 0)).End;
        }

        var mm = names.Mm(hit.Or(Field.Mm, 0), in hit.Header);

        // mremap and execve move page tables with the mmap_lock held for writing, of the address space that the function does not name.
        if (shape == FunctionShape.Move && mm.Value == 0) mm = task.MmapLocked;
        var newMm = hit.Has(Field.NewMm) ? names.Mm(hit[Field.NewMm], in hit.Header) : default;
        task.Functions.Enter(new EnclosingFunction(hit.Site, shape, hit.Row.IsOpenEnded, mm, start, end, newMm, newStart));
    }

    private void Free(ProbeHit hit)
    {
        var pfn = unchecked((long)hit.Or(Field.Pfn, 0));
        var generation = generations.GetValueOrDefault(pfn) + 1;
        generations[pfn] = generation;
        batch.Add(new PageFreed { Header = hit.Header, Generation = generation, Pfn = new Pfn(pfn), Order = (byte)hit.Or(Field.Order, 0) });
    }

    // Every CPU has an idle task of its own, all with pid 0.
    private TaskContext TaskOf(in EventHeader header)
    {
        var key = header.Task.Value != 0 ? header.Task.Value : -1 - header.Cpu;
        if (key == current.Key) return current;
        if (!tasks.TryGetValue(key, out var task)) tasks[key] = task = new TaskContext(key);
        return current = task;
    }

    // An interrupt shows under the pid of the task it interrupts, and ends nothing that the task is in.
    private static bool IsInterrupt(in EventHeader header) => (header.Context & (ContextFlags.HardIrq | ContextFlags.SoftIrq)) != 0;

    // A comm that the tracer did not know is printed as `<...>`.
    private void Rename(TaskContext task, ReadOnlySpan<byte> column, in EventHeader header)
    {
        var comm = column.TrimStart((byte)' ');
        if (comm.IsEmpty || comm.SequenceEqual("<...>"u8) || comm.SequenceEqual(task.CommColumn.AsSpan().TrimStart((byte)' '))) return;
        task.CommColumn = column.ToArray();
        task.Name = Encoding.UTF8.GetString(comm);
        task.IsKernelThread = TaskProbes.IsKernelThread(task.Name);
        names.Tell(NameSpace.Task, header.Task.Value, task.Name, in header);
    }
}
