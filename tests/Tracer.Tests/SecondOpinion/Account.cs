namespace Tracer.Tests.SecondOpinion;

/// <summary>A lock that a task holds, and the place in the list where it took it.</summary>
internal sealed record Hold(LockAcquired Lock, int Since)
{
    internal bool Spins => !Lock.Type.Sleeps();

    internal bool IsOfTables => Lock.Class is LockClass.PageTable or LockClass.MmPageTable;

    internal bool IsOfReverseMap => Lock.Class is LockClass.IMmap or LockClass.AnonVma;
}

/// <summary>A range that was opened: places are indices into the list, and lie behind its end for what never comes.</summary>
internal sealed class Bracket
{
    internal required int Opened { get; init; }

    internal required TaskId Task { get; init; }

    internal required MmId Mm { get; init; }

    internal required AddressRange Range { get; init; }

    internal required RangeId Id { get; init; }

    /// <summary>Locks of the mmap or of the reverse map that its task held.</summary>
    internal required IReadOnlyList<Hold> Under { get; init; }

    /// <summary>Where its own range_end begins.</summary>
    internal int Closed { get; set; } = int.MaxValue;

    /// <summary>Where N04 says that an end that has not come is missing.</summary>
    internal int Deadline { get; set; }

    internal int Over => Math.Min(Closed, Deadline);

    internal bool IsOpenAt(int at) => Opened < at && at <= Over;
}

/// <summary>What an event's own task was in the middle of just before the event.</summary>
internal sealed record Moment(
    IReadOnlyList<Hold> Held, IReadOnlyList<AtomicSection> Sections, IReadOnlyList<int> Operations, IReadOnlyList<int> Callbacks, IReadOnlyList<int> Gathers)
{
    internal static Moment Idle { get; } = new([], [], [], [], []);

    /// <summary>Section 0: what keeps a task from sleeping; a reader of SRCU may sleep.</summary>
    internal int Depth => Held.Count(hold => hold.Spins) + Sections.Count(section => section != AtomicSection.SrcuRead);
}

/// <summary>
/// A list of events with what they say of each other written beside them: who held what when, and which ranges were open. It is made in one pass and then only
/// looked up, as often and as slowly as a check likes. It knows no rule of the analyzer and none of its state.
/// </summary>
internal sealed class Account
{
    private static readonly string[] Order = ["2.6.34", "2.6.39", "3.5", "3.7", "4.10", "4.12", "aac2fea9", "785373b4", "4.13", "4.14"];
    private static readonly int[] EraOf = [0, 0, 1, 2, 2, 3, 4, 5, 6, 6];
    private readonly Names names = new();
    private readonly Dictionary<EventKind, object> byKind = [];
    private readonly ILookup<TableId, (TableId Table, int At, EventKind Kind, LockId Lock)> tellings;
    private readonly Lazy<IReadOnlyList<Change>> changes;
    private readonly Lazy<IReadOnlyList<Callback>> callbacks;
    private readonly Lazy<IReadOnlyList<(string Rule, int At)>> sleeps;

    internal Account(IReadOnlyList<VmEvent> events, string protocol)
    {
        Events = events;
        Era = EraOf[Array.IndexOf(Order, protocol)];
        names.Accept([.. events.Where(e => e.Header.Kind == EventKind.Named)]);
        (Moments, Brackets) = Write(events);
        tellings = Tell(events).Where(told => told.Table.Value != 0).ToLookup(told => told.Table);
        foreach (var bracket in Brackets) bracket.Deadline = DeadlineOf(bracket);
        changes = new(() => Change.In(this));
        callbacks = new(() => Callback.In(this));
        sleeps = new(() => [.. Sleeping.In(this)]);
    }

    internal IReadOnlyList<VmEvent> Events { get; }

    /// <summary>Section 1, E0 to E6.</summary>
    internal int Era { get; }

    internal IReadOnlyList<Moment> Moments { get; }

    internal IReadOnlyList<Bracket> Brackets { get; }

    /// <summary>Every store.</summary>
    internal IReadOnlyList<Change> Stores => changes.Value;

    /// <summary>Every store to a table that can be reached.</summary>
    internal IEnumerable<Change> Changes => Stores.Where(change => change.IsLive);

    /// <summary>Every callback that is seen to return.</summary>
    internal IReadOnlyList<Callback> Callbacks => callbacks.Value;

    /// <summary>Every sleep where none may be, by the rule that names it.</summary>
    internal IReadOnlyList<(string Rule, int At)> Sleeps => sleeps.Value;

    /// <summary>The places of all events of a kind, and what they say.</summary>
    internal IReadOnlyList<(int At, T Said)> All<T>()
        where T : struct, IEventView
    {
        if (byKind.TryGetValue(T.Kind, out var known)) return (IReadOnlyList<(int, T)>)known;
        var all = Enumerable.Range(0, Events.Count).Where(at => KindAt(at) == T.Kind).Select(at => (at, Events[at].As<T>())).ToArray();
        byKind[T.Kind] = all;
        return all;
    }

    internal EventKind KindAt(int at) => Events[at].Header.Kind;

    internal TaskId TaskAt(int at) => Events[at].Header.Task;

    internal string FunctionAt(int at) => names.Find(NameSpace.Function, Events[at].Header.Function.Value) ?? "";

    /// <summary>The place of a task's next event, or behind the list's end.</summary>
    internal int NextOf(TaskId task, int after) => First(after + 1, at => TaskAt(at) == task && KindAt(at) != EventKind.Decision && KindAt(at) != EventKind.Named);

    /// <summary>The first place from one on where something is so, or behind the list's end.</summary>
    internal int First(int from, Func<int, bool> isSo)
    {
        for (var at = from; at < Events.Count; at++)
            if (isSo(at)) return at;
        return Events.Count;
    }

    internal IEnumerable<Bracket> OpenAt(int at, TaskId task, MmId mm) => Brackets.Where(bracket => bracket.Task == task && bracket.Mm == mm && bracket.IsOpenAt(at));

    /// <summary>Where the outermost operation of an event's task began; -1 if it is in none.</summary>
    internal int OperationAt(int at) => Moments[at].Operations is [var first, ..] ? first : -1;

    /// <summary>Where the operation that a task is in at a place ends, or its last event stands.</summary>
    internal int OperationEnd(int at)
    {
        var depth = Moments[at].Operations.Count;
        var task = TaskAt(at);
        return First(at + 1, later => TaskAt(later) == task && (KindAt(later) == EventKind.TaskExited || KindAt(later) == EventKind.OperationEnded && Moments[later].Operations.Count <= Math.Max(depth, 1)));
    }

    internal string OperationName(int at) =>
        Moments[at].Operations is [var first, ..] ? names.Find(NameSpace.Operation, Events[first].As<OperationBegan>().Operation.Value) ?? "" : "";

    /// <summary>True if a table can be reached at a place.</summary>
    internal bool IsLive(TableId table, int at) =>
        tellings[table].LastOrDefault(told => told.At < at && told.Kind != EventKind.TableObserved).Kind == EventKind.TablePublished;

    /// <summary>The hold by which an event's task has an entry's table to itself, by anything that the trace tells of the table's lock; null if it has not.</summary>
    internal Hold? TableHold(int at, TableId table) =>
        Moments[at].Held.LastOrDefault(hold => hold.Lock.Mode == LockMode.Exclusive
            && (hold.Lock.Table == table || tellings[table].Any(told => told.At < at && told.Lock == hold.Lock.Lock && told.Lock.Value != 0)));

    /// <summary>Where a hold ends after a place, or behind the list's end.</summary>
    internal int Dropped(Hold hold, int after) =>
        First(after + 1, at => KindAt(at) == EventKind.LockReleased && TaskAt(at) == hold.Lock.Header.Task && Events[at].As<LockReleased>().Lock == hold.Lock.Lock);

    /// <summary>The leaf that maps an address for the CPU at a place.</summary>
    internal (PageEntry Entry, VirtualAddress Start) LeafAt(MmId mm, VirtualAddress address, int at)
    {
        foreach (var level in (ReadOnlySpan<TableLevel>)[TableLevel.Pud, TableLevel.Pmd, TableLevel.Pte])
        {
            var start = address.AlignDown(PageSize.Of(level));
            var entry = LastStore(mm, start, level, at)?.New ?? PageEntry.None;
            if (entry.IsPresent && entry.IsLeafAt(level)) return (entry, start);
            if (!entry.IsPresent) return (PageEntry.None, start);
        }

        return (PageEntry.None, address);
    }

    internal PteChanged? LastStore(MmId mm, VirtualAddress start, TableLevel level, int before)
    {
        for (var at = before - 1; at >= 0; at--)
        {
            if (KindAt(at) != EventKind.PteChanged) continue;
            ref readonly var change = ref Events[at].As<PteChanged>();
            if (change.Mm == mm && change.Level == level && change.Address == start) return change;
        }

        return null;
    }

    /// <summary>What a driver registered with an address space for, as told before a place; null if it was not told.</summary>
    internal DriverTraits? TraitsOf(DriverId driver, int before) =>
        All<NotifierRegistered>().Where(told => told.At < before && told.Said.Driver == driver).Select(told => (DriverTraits?)told.Said.Traits).LastOrDefault();

    /// <summary>The drivers that are registered with an address space at a place.</summary>
    internal IEnumerable<(DriverId Driver, DriverTraits Traits)> DriversOf(MmId mm, int at) =>
        All<NotifierRegistered>().Where(told => told.At < at && told.Said.Mm == mm && told.Said.Returned)
            .Where(told => !All<NotifierUnregistered>().Any(gone => gone.At > told.At && gone.At < at && gone.Said.Mm == mm && gone.Said.Driver == told.Said.Driver))
            .Select(told => (told.Said.Driver, told.Said.Traits));

    /// <summary>True while an address space is being released, and ever after.</summary>
    internal bool IsReleasing(MmId mm, int at) => All<ReleaseEntered>().Any(told => told.At < at && told.Said.Mm == mm);

    internal bool IsReleased(MmId mm, int at) => All<ReleaseReturned>().Any(told => told.At < at && told.Said.Mm == mm);

    // The lock under which range_start ran is dropped, the operation returns, the task faults or begins something else, or it exits.
    private int DeadlineOf(Bracket bracket) => First(bracket.Opened + 1, at => TaskAt(at) == bracket.Task && KindAt(at) switch
    {
        EventKind.LockReleased => bracket.Under.Any(hold => hold.Lock.Lock == Events[at].As<LockReleased>().Lock),
        EventKind.OperationEnded => Moments[at].Operations is [.., var began] && began < bracket.Opened,
        EventKind.OperationBegan => Events[at].As<OperationBegan>().Source == OperationSource.PageFault || Moments[at].Operations.Count == 0,
        EventKind.TaskExited => true,
        _ => false,
    });

    private static IEnumerable<(TableId Table, int At, EventKind Kind, LockId Lock)> Tell(IReadOnlyList<VmEvent> events)
    {
        for (var at = 0; at < events.Count; at++)
        {
            var e = events[at];
            var (table, lockId) = e.Header.Kind switch
            {
                EventKind.TableObserved => (e.As<TableObserved>().Table, e.As<TableObserved>().Lock),
                EventKind.TablePublished => (e.As<TablePublished>().Table, e.As<TablePublished>().Lock),
                EventKind.TableDetached => (e.As<TableDetached>().Table, e.As<TableDetached>().Lock),
                EventKind.TableFreed => (e.As<TableFreed>().Table, default),
                _ => default,
            };
            yield return (table, at, e.Header.Kind, lockId);
        }
    }

    private static (Moment[] Moments, List<Bracket> Brackets) Write(IReadOnlyList<VmEvent> events)
    {
        var moments = new Moment[events.Count];
        var brackets = new List<Bracket>();
        var tasks = new Dictionary<TaskId, Moment>();
        for (var at = 0; at < events.Count; at++)
        {
            var e = events[at];
            var before = moments[at] = tasks.GetValueOrDefault(e.Header.Task, Moment.Idle);
            tasks[e.Header.Task] = e.Header.Kind switch
            {
                EventKind.LockAcquired => before with { Held = [.. before.Held, new Hold(e.As<LockAcquired>(), at)] },
                EventKind.LockReleased => before with { Held = Without(before.Held, hold => hold.Lock.Lock == e.As<LockReleased>().Lock) },
                EventKind.AtomicEntered => before with { Sections = [.. before.Sections, e.As<AtomicEntered>().Section] },
                EventKind.AtomicLeft => before with
                {
                    Sections = Without(before.Sections, section => section == e.As<AtomicLeft>().Section),
                    Callbacks = before.Callbacks is [var entered] && Depth(moments[entered], e.As<AtomicLeft>().Section) == Depth(before, e.As<AtomicLeft>().Section) ? [] : before.Callbacks,
                },
                EventKind.OperationBegan => before with { Operations = [.. before.Operations, at], Callbacks = [] },
                EventKind.OperationEnded => before with { Operations = [.. before.Operations.SkipLast(1)], Callbacks = [], Gathers = [] },
                EventKind.CallbackEntered => before with { Callbacks = [at] },
                EventKind.CallbackReturned or EventKind.RangeStartReturned or EventKind.RangeEndReturned or EventKind.ReleaseReturned => before with { Callbacks = [] },
                EventKind.GatherBegan => before with { Gathers = [.. before.Gathers, at] },
                EventKind.GatherFinished => before with { Gathers = [.. before.Gathers.SkipLast(1)] },
                _ => before,
            };
            if (e.Header.Kind == EventKind.RangeStartReturned && e.As<RangeStartReturned>() is { Result: 0 } start)
                brackets.Add(new Bracket
                {
                    Opened = at,
                    Task = e.Header.Task,
                    Mm = start.Mm,
                    Range = start.Extent,
                    Id = start.Range,
                    Under = [.. before.Held.Where(hold => hold.Lock.Class == LockClass.MmapLock || hold.IsOfReverseMap)],
                });
            if (e.Header.Kind != EventKind.RangeEndEntered) continue;
            var end = e.As<RangeEndEntered>();
            var closed = brackets.LastOrDefault(bracket => bracket.Closed == int.MaxValue && bracket.Id == end.Range && bracket.Task == e.Header.Task && bracket.Mm == end.Mm);
            if (closed is not null) closed.Closed = at;
        }

        return (moments, brackets);
    }

    // A section that was entered before the callback and is left in it was the walk of the list: the callback has returned.
    private static int Depth(Moment moment, AtomicSection section) => moment.Sections.Count(one => one == section);

    private static List<T> Without<T>(IReadOnlyList<T> all, Predicate<T> which)
    {
        var list = all.ToList();
        var at = list.FindLastIndex(which);
        if (at >= 0) list.RemoveAt(at);
        return list;
    }
}
