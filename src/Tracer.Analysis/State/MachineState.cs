using Tracer.Analysis.Eras;

namespace Tracer.Analysis.State;

/// <summary>
/// What a reader knew when he came to this line: tasks, address spaces, tables, drivers, frames as far as the trace has shown them.
/// It asserts nothing about the world. Rules read it; only <see cref="MachineReplay"/> writes it.
/// </summary>
public sealed partial class MachineState : Entity
{
    private const int RecentTasks = 16;

    private readonly Dictionary<int, TaskState> tasks = [];
    private readonly List<MmState?> mms = [];
    private readonly List<TableState?> tables = [];
    private readonly List<DriverState> drivers = [];
    private readonly FrameMap frames = new();
    private readonly Dictionary<int, LockState> locks = [];
    private readonly bool[] seen = new bool[byte.MaxValue + 1];
    private readonly (int Key, TaskState? Task)[] recentTasks = new (int, TaskState?)[RecentTasks];
    private bool storesSeen;
    private bool trylocksSeen;
    private bool allBracketsKnown;

    /// <summary>The eras the trace may come from.</summary>
    public Era Eras { get; internal set; } = Era.All;

    /// <summary>True if the trace shows everything from its beginning on: what it has not shown did not happen.</summary>
    public bool IsExact { get; internal set; }

    /// <summary>True of a run that has lost events: what would have told it from another breach may have been among them.</summary>
    public bool IsTorn => !IsExact && seen[(int)EventKind.RunStarted];

    /// <summary>True once an entry's new value was seen stored; without it a cleared entry's fate is not known.</summary>
    public bool SeesStores => IsExact || storesSeen;

    /// <summary>Sequence of the event at hand.</summary>
    internal long Now { get; set; }

    /// <summary>True once a page-table lock was recognised as one: such locks are probed, and told from others.</summary>
    internal bool ShowsTableLocks { get; set; }

    /// <summary>True once an attempt at a spin lock was seen, or if all are shown: a capture has a probe for all of them, or for none.</summary>
    public bool ShowsTrylocks { get => IsExact || trylocksSeen; internal set => trylocksSeen = value; }

    /// <summary>True once an address space is known whose brackets the trace shows.</summary>
    public bool WatchesAny { get; internal set; }

    /// <summary>The kinds that the source shows: those that were seen so far, or all of a recorded run, though events may be lost.</summary>
    public EventKindSet Observed
    {
        get
        {
            if (seen[(int)EventKind.RunStarted]) return EventKindSet.All;
            var set = EventKindSet.Empty;
            for (var kind = 0; kind < seen.Length; kind++)
                if (seen[kind]) set = set.With((EventKind)kind);
            return set;
        }
    }

    /// <summary>True if such events were seen, or would be if there were any.</summary>
    public bool Observes(EventKind kind) => IsExact || seen[(int)kind];

    /// <summary>The context of a task that an event happened in: interrupts are another context of the same task.</summary>
    public TaskState TaskOf(in EventHeader header)
    {
        var key = (header.Context & (ContextFlags.HardIrq | ContextFlags.SoftIrq)) == 0 ? header.Task.Value : ~header.Task.Value;

        // Tasks take turns at every event, and every rule asks for the one at hand.
        ref readonly var recent = ref recentTasks[key & (RecentTasks - 1)];
        return recent.Task is { } known && recent.Key == key ? known : LookUp(key);
    }

    public MmState Mm(MmId id) => At(mms, id.Value);

    public TableState Table(TableId id) => At(tables, id.Value);

    public DriverState Driver(DriverId id)
    {
        while (drivers.Count <= id.Value) drivers.Add(new DriverState());
        return drivers[id.Value];
    }

    internal bool HasTooManyBrackets(in VmEvent e) => e.Header.Kind == EventKind.RangeStartReturned && Mm(e.As<RangeStartReturned>().Mm).OpenBrackets.Count > MmState.MostOpenBrackets;

    /// <summary>Every driver that the trace has named, by id.</summary>
    public IReadOnlyList<DriverState> Drivers => drivers;

    /// <summary>The section that a change of a table's entry belongs to: under the table's own lock if the task holds it, else under the innermost.</summary>
    internal TableSection? SectionOf(TaskState task, TableId table)
    {
        var section = task.InnermostSection;
        if (section is null || table.Value == 0) return section;
        var own = Table(table).Lock;
        foreach (ref readonly var held in task.Locks)
            if (held.Section is not null && held.Lock == own) section = held.Section;
        return section;
    }

    /// <summary>What is known of a lock of a driver or its device; other locks are known by who holds them.</summary>
    public LockState Lock(LockId id)
    {
        if (!locks.TryGetValue(id.Value, out var known)) locks[id.Value] = known = new LockState();
        if (!known.IsTouched) Touch(known);
        return known;
    }

    /// <summary>The frame's state, or null if the trace has not shown it handed out or freed.</summary>
    public FrameState? Frame(Pfn pfn) => frames.Find(pfn);

    /// <summary>True if the event happened in a function that changes entries found through the reverse map.</summary>
    public bool IsRmapPath(in EventHeader header) => RmapFunctions.Contains(header.Function.Value);

    /// <summary>True if it is known which function that is: the event that names it may have been lost.</summary>
    public bool KnowsFunction(in EventHeader header) => IsExact || header.Function.Value == 0 || NamedFunctions.Contains(header.Function.Value);

    /// <summary>True if brackets on this address space are shown, and somebody is left to hear of them: after release nobody is, and a kernel's mm_struct may serve another process.</summary>
    public bool Watches(MmId id)
    {
        var mm = Mm(id);
        return (IsExact || mm.IsWatched) && !mm.IsReleased;
    }

    /// <summary>
    /// True if every bracket that is open is known, as far as can be told: each task that has announced or changed entries so far has begun or ended an operation
    /// since the trace began, or since events were lost.
    /// </summary>
    public bool KnowsOpenBrackets
    {
        get
        {
            if (IsExact || allBracketsKnown) return true;
            foreach (var task in tasks.Values)
                if (task.ChangesEntries && !task.BracketsKnown) return false;
            return allBracketsKnown = true;
        }
    }

    /// <summary>Whether the task of an event may sleep at it.</summary>
    public Atomicity AtomicityOf(TaskState task, in EventHeader header)
    {
        // A PREEMPT_RT spin lock sleeps; what is left of atomic context there is not shown.
        if ((header.Context & ContextFlags.Realtime) != 0) return new(AtomicState.Unknown, default);
        if (task.IndexOfTableLock is >= 0 and var ptl) return new(AtomicState.Atomic, task.Locks[ptl].Acquired);
        if (IsExact) return Exactly(task);
        if (header.HasDepth)
        {
            if (header.PreemptDepth == 0) return new(AtomicState.Sleepable, default);

            // Runqueue and _irq locks are taken and given back out of sight, so a listed lock proves something only if the depth agrees.
            return task.IndexOfSpin is >= 0 and var spin && task.SpinCount <= header.PreemptDepth
                ? new(AtomicState.Atomic, task.Locks[spin].Acquired) : new(AtomicState.Unknown, default);
        }

        // Without the column only page-table locks can be spoken of: the others are partly taken out of sight.
        return task.TableLocksKnown && task.SpinCount == 0 ? new(AtomicState.Sleepable, default) : new(AtomicState.Unknown, default);
    }

    /// <summary>What tasks are in the middle of, where the trace would show its end.</summary>
    internal IEnumerable<VmEvent> UnfinishedOperations =>
        from task in tasks.Values
        let began = task.Operation
        where began.Header.Kind == EventKind.OperationBegan && began.As<OperationBegan>().Source != OperationSource.PageFault
        select began;

    internal HashSet<ushort> RmapFunctions { get; } = [];

    internal HashSet<ushort> NamedFunctions { get; } = [];

    internal NamedPlaces Places { get; } = new();

    /// <summary>The place in the kernel that an event happened in, where that makes a difference.</summary>
    internal KernelPlace PlaceOf(in EventHeader header) => Places.Of(header.Function);

    /// <summary>
    /// True if a table goes with what it maps. free_pgtables cuts tables off when nothing can be reached through them any more, with no lock where the trace does not name it; and a
    /// zap those that it has emptied.
    /// </summary>
    internal bool TakesTableAway(TaskState task, in PteChanged change) => change.CutsOffTable() && PlaceOf(change.Header) switch
    {
        KernelPlace.Collapse => true,
        KernelPlace.Zap or KernelPlace.FreeTables => false,
        _ => task.HoldsTableLock,
    };

    /// <summary>
    /// Stock kernels call the notifier's functions only for an address space that has one, and a driver maps pages only of such: any of these events shows
    /// that it is watched.
    /// </summary>
    internal void Notice(MmId id)
    {
        if (IsExact || id.Value == 0) return;
        Mm(id).IsWatched = true;
        WatchesAny = true;
    }

    internal void SeeStore() => storesSeen = true;

    /// <summary>The task announces or changes entries.</summary>
    internal void SeeChanging(TaskState task)
    {
        if (task.ChangesEntries) return;
        task.ChangesEntries = true;
        allBracketsKnown &= task.BracketsKnown;
    }

    internal void See(EventKind kind) => seen[(int)kind] = true;

    internal void SetFrames(Pfn first, int order, in FrameState frame) => frames.Set(first, order, in frame);

    /// <summary>As new, for the next trace; the memory stays.</summary>
    internal void Reset()
    {
        Forget();
        Array.Clear(seen);
        RmapFunctions.Clear();
        NamedFunctions.Clear();
        Places.Clear();
        storesSeen = trylocksSeen = ShowsTableLocks = false;
        foreach (var driver in drivers) driver.Reset();
        foreach (var task in tasks.Values) task.Reset();
        foreach (var mm in mms) mm?.Expire();
        foreach (var table in tables) table?.Expire();
        foreach (var known in locks.Values) known.Expire();
        Expire();
    }

    private TaskState LookUp(int key)
    {
        if (!tasks.TryGetValue(key, out var task))
            tasks[key] = task = new TaskState { TableLocksKnown = IsExact, BracketsKnown = IsExact };
        Touch(task);
        recentTasks[key & (RecentTasks - 1)] = (key, task);
        return task;
    }

    private static Atomicity Exactly(TaskState task)
    {
        if (task.IndexOfSpin is >= 0 and var spin) return new(AtomicState.Atomic, task.Locks[spin].Acquired);
        var sections = task.Sections;
        for (var i = sections.Length - 1; i >= 0; i--)
            if (sections[i].As<AtomicEntered>().Section != AtomicSection.SrcuRead) return new(AtomicState.Atomic, sections[i]);
        return new(AtomicState.Sleepable, default);
    }
}
