using System.Text;
using Tracer.Traces.Ftrace.Naming;
using Tracer.Traces.Ftrace.Probes;
using Tracer.Traces.Reading;

namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>Makes events of probe hits, whichever form they were read from. Takes hits in the trace's order.</summary>
internal sealed class KernelTranslator
{
    private readonly EventBatch batch;
    private readonly TraceNames names;
    private readonly UnreadTally unread;
    private readonly Dictionary<int, TaskReading> tasks = [];
    private readonly PageTableMap map;
    private TaskReading current = new(0);
    private long losses;

    public KernelTranslator(EventBatch batch, TraceNames names, LockFormula formula, DirectMap directMap, LockPairs pairs, KernelGeneration generation, ProbesSeen seen, UnreadTally unread)
    {
        this.batch = batch;
        this.names = names;
        this.unread = unread;
        map = new PageTableMap(formula, directMap, pairs, names, batch);
        Locks = new LockProbes(map, names, batch) { ShowsSpinReturns = seen.SpinReturns };
        Lockdep = new LockdepProbes(Locks, map);
        Notifiers = new NotifierProbes(names, batch, generation);
        Callbacks = new CallbackProbes(names, batch);
        Secondary = new SecondaryProbes(batch, unread);
        Entries = new EntryProbes(map, names, batch, seen.Stores);
        Tlb = new TlbProbes(names, batch, Entries);
        Tasks = new TaskProbes(names, batch, seen.IsX86);
        Frames = new FrameProbes(batch);
    }

    public LockProbes Locks { get; }

    public LockdepProbes Lockdep { get; }

    public NotifierProbes Notifiers { get; }

    public CallbackProbes Callbacks { get; }

    public SecondaryProbes Secondary { get; }

    public EntryProbes Entries { get; }

    public TlbProbes Tlb { get; }

    public TaskProbes Tasks { get; }

    public FrameProbes Frames { get; }

    /// <summary>True if what its task has done before cannot lead to this hit: lines between are gone, and nothing says so.</summary>
    public bool Contradicts(ProbeHit hit) => hit.Row.Meaning switch
    {
        ProbeMeaning.SyscallEntered or ProbeMeaning.SyscallLeft => Tasks.Contradicts(hit, TaskOf(in hit.Header)),
        ProbeMeaning.RangeStartReturned or ProbeMeaning.RangeEndReturned => NotifierProbes.Contradicts(hit, TaskOf(in hit.Header)),
        _ => false,
    };

    /// <summary>Takes a hit; false if it lacks what it would be judged by, so that what it tells is lost.</summary>
    public bool Accept(ProbeHit hit, ReadOnlySpan<byte> comm)
    {
        var handling = Handlings.Of(hit.Row.Meaning);
        var lacking = handling.Requires.With(hit.Row.Requires).Except(hit.Fields);
        if (!lacking.IsEmpty)
        {
            unread.Add(hit.Row.Name, UnreadReason.FieldMissing, lacking);
            return false;
        }

        if (hit.Row.Teaches || hit.Row.Shape != FunctionShape.Nothing) DropForeignAddresses(hit);
        var task = TaskOf(in hit.Header);
        if (!comm.SequenceEqual(task.CommColumn)) Rename(task, comm, in hit.Header);
        var isInterrupt = IsInterrupt(in hit.Header);

        // An interrupt is in none of the functions of the task that it came upon.
        hit.Header.Function = hit.Site.Value != 0 || isInterrupt ? hit.Site : task.Functions.Innermost;
        task.Continue(isInterrupt);
        if (task.Callbacks.Count > 0 && !isInterrupt) Callbacks.ReturnSilently(hit, handling, handling.MayBeDrivers && !IsTableLock(hit), task);
        if (hit.Row.Teaches) Entries.Learn(hit, task);
        if (handling.IsPastFlush) Tlb.IsPast(hit, task);
        handling.Handle(this, hit, task);
        task.HasTold = LineSequence.LineOf(batch.Last) == LineSequence.LineOf(hit.Header.Sequence);
        return true;
    }

    // Drivers have locks of their own.
    private bool IsTableLock(ProbeHit hit) => hit.Has(Field.Lock) && map.FindLock(hit[Field.Lock]) is { Class: LockClass.PageTable };

    // A kernel whose function takes other arguments than the probe was written for shows whatever lies in the registers.
    private void DropForeignAddresses(ProbeHit hit)
    {
        DropForeign(Field.Address, hit);
        DropForeign(Field.Start, hit);
        if (hit.Row.Shape != FunctionShape.Move) return;
        DropForeign(Field.Old, hit);
        DropForeign(Field.New, hit);
    }

    private void DropForeign(Field field, ProbeHit hit)
    {
        if (!hit.Has(field) || EntryAddress.MayBeUsers(hit[field])) return;
        unread.Add(hit.Row.Name, UnreadReason.NoUserAddress, FieldSet.Of(field));
        hit.Unset(field);
    }

    /// <summary>Events are missing before the next hit, on one CPU or on a CPU not told (-1): nothing pending is certain any more.</summary>
    public void Lost(int cpu, long count, in EventHeader header)
    {
        batch.Add(new EventsLost { Header = header, OnCpu = cpu, Count = count });

        // A text may lose events at every second line: a task is forgotten when it is met again.
        losses++;
        current.Forget();
        current.Losses = losses;
        map.ForgetTables();
    }

    /// <summary>A line of the task was of no use.</summary>
    public void Pass(in EventHeader header)
    {
        if (tasks.TryGetValue(header.Task.Value, out var task)) task.HasTold = false;
    }

    /// <summary>The stack of the event that its task's last line told; left out where that line told none.</summary>
    /// <returns>False if it is left out.</returns>
    public bool Stack(string steps, in EventHeader header, ReadOnlySpan<byte> comm)
    {
        if (!TaskOf(in header).HasTold) return false;
        Note(NoteKind.Stack, steps, in header, comm);
        return true;
    }

    /// <summary>Words of the source, which change nothing.</summary>
    public void Note(NoteKind kind, string words, in EventHeader header, ReadOnlySpan<byte> comm)
    {
        if (words.Length == 0) return;
        var task = TaskOf(in header);
        if (!comm.SequenceEqual(task.CommColumn)) Rename(task, comm, in header);
        batch.Add(new Noted { Header = header, Note = names.Note(words, in header), Is = kind });
        task.HasTold = kind == NoteKind.Marker;
    }

    public void MmapLockReturned(ProbeHit hit, TaskReading task)
    {
        Locks.MmapLockReturned(hit, task);
        Tasks.KernelSectionBegan(hit, task);
    }

    public void MmapLockReleased(ProbeHit hit, TaskReading task)
    {
        Locks.MmapLockReleased(hit, task);
        Tasks.MmapLockReleased(hit, task);
    }

    public void SleeperReleased(ProbeHit hit, TaskReading task)
    {
        Locks.SleeperReleased(hit, task);
        Tasks.SleeperReleased(hit, task);
    }

    public void FunctionEntered(ProbeHit hit, TaskReading task)
    {
        if (hit.Row.IsOfRmapWalk) Tasks.RmapWalkEntered(hit, task);
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

        if (start.IsKnown && end.IsKnown && end < start) shape = FunctionShape.Nothing;
        var mm = names.Mm(hit.Or(Field.Mm, 0), in hit.Header);
        if (hit.Row.ServesFault) TaskProbes.FaultTaken(mm, task);

        // mremap and execve move page tables with the mmap_lock held for writing, of the address space that the function does not name.
        if (shape == FunctionShape.Move && mm.Value == 0) mm = task.MmapLocked;
        var newMm = hit.Has(Field.NewMm) ? names.Mm(hit[Field.NewMm], in hit.Header) : default;
        task.Functions.Enter(new EnclosingFunction(hit.Site, shape, hit.Row.IsOpenEnded, mm, start, end, newMm, newStart));
    }

    public void FunctionLeft(ProbeHit hit, TaskReading task)
    {
        task.Functions.Leave(hit.Site);
        Entries.Filled(task, in hit.Header);
        if (hit.Row.IsOfRmapWalk) Tasks.RmapWalkLeft(hit, task);
        if (hit.Row.ServesFault) Tasks.FaultServed(hit, task);
    }

    // Every CPU has an idle task of its own, all with pid 0.
    private TaskReading TaskOf(in EventHeader header)
    {
        var key = header.Task.Value != 0 ? header.Task.Value : -1 - header.Cpu;
        if (key == current.Key) return current;
        if (!tasks.TryGetValue(key, out var task)) tasks[key] = task = new TaskReading(key) { Losses = losses };
        if (task.Losses != losses) task.Forget();
        task.Losses = losses;
        return current = task;
    }

    // An interrupt shows under the pid of the task it interrupts, and ends nothing that the task is in.
    private static bool IsInterrupt(in EventHeader header) => (header.Context & (ContextFlags.HardIrq | ContextFlags.SoftIrq)) != 0;

    // A comm that the tracer did not know is printed as `<...>`.
    private void Rename(TaskReading task, ReadOnlySpan<byte> column, in EventHeader header)
    {
        var comm = column.TrimStart((byte)' ');
        if (comm.IsEmpty || comm.SequenceEqual("<...>"u8) || comm.SequenceEqual(task.CommColumn.AsSpan().TrimStart((byte)' '))) return;
        task.CommColumn = column.ToArray();
        task.Name = Encoding.UTF8.GetString(comm);
        task.IsKernelThread = TaskProbes.IsKernelThread(task.Name);
        names.Tell(NameSpace.Task, header.Task.Value, task.Name, in header);
    }
}
