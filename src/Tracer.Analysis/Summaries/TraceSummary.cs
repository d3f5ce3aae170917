namespace Tracer.Analysis.Summaries;

/// <summary>What is in a trace, gathered as its events pass by: how many of each kind, which tasks and address spaces, what the run was.</summary>
public sealed class TraceSummary : IEventSink
{
    private readonly long[] kinds = new long[byte.MaxValue + 1];
    private readonly SortedDictionary<int, long> tasks = [];
    private readonly SortedDictionary<int, long> mms = [];
    private readonly SortedDictionary<int, long> calls = [];
    private readonly SortedDictionary<int, long> locks = [];
    private readonly SortedDictionary<int, long> functions = [];
    private readonly SortedDictionary<int, SortedSet<int>> users = [];
    private readonly EventHash hash = new();

    public long Events => hash.Count;

    /// <summary>A hash over everything but timestamps.</summary>
    public string Hash => hash.ToString();

    public Names Names { get; } = new();

    /// <summary>The least and the greatest time of an event; null before the first that has one.</summary>
    public (long FirstNs, long LastNs)? Times { get; private set; }

    /// <summary>The CPUs that events happened on.</summary>
    public SortedSet<int> Cpus { get; } = [];

    /// <summary>System calls, by how often they were entered, most often first; locks by how often they were taken; functions by the events in them.</summary>
    public IEnumerable<(string Name, long Count)> Calls => Most(calls, id => Names.Of(new OperationId(id)));

    public IEnumerable<(string Name, long Count)> Locks => Most(locks, id => Names.Of(new LockId(id)));

    public IEnumerable<(string Name, long Count)> Functions =>
        functions.Where(of => of.Key != 0).GroupBy(of => Names.Of(new FunctionId((ushort)of.Key)) ?? "?").Select(same => (same.Key, same.Sum(of => of.Value)))
            .OrderByDescending(of => of.Item2).ThenBy(of => of.Key, StringComparer.Ordinal);

    /// <summary>Address spaces, each with the tasks of its events.</summary>
    public IEnumerable<(string Mm, IReadOnlyList<string> Tasks)> Users =>
        users.Select(of => (Names.Of(new MmId(of.Key)), (IReadOnlyList<string>)[.. of.Value.Select(id => Names.Of(new TaskId(id)))]));

    /// <summary>The run's first event, if the trace holds one.</summary>
    public RunStarted? Run { get; private set; }

    /// <summary>Kinds that occur, with how often, by their value.</summary>
    public IEnumerable<(EventKind Kind, long Count)> Kinds =>
        EventShape.All.Select(shape => (shape.Kind, kinds[(int)shape.Kind])).Where(of => of.Item2 > 0);

    /// <summary>Tasks with their events, by id; address spaces likewise.</summary>
    public IEnumerable<(string Name, long Count)> Tasks => tasks.Select(of => (Names.Of(new TaskId(of.Key)), of.Value));

    public IEnumerable<(string Name, long Count)> Mms => mms.Select(of => (Names.Of(new MmId(of.Key)), of.Value));

    public void Accept(ReadOnlySpan<VmEvent> events)
    {
        hash.Accept(events);
        Names.Accept(events);
        foreach (ref readonly var e in events)
        {
            kinds[(int)e.Header.Kind]++;
            if (e.Header.Kind == EventKind.RunStarted) Run = e.As<RunStarted>();
            if (e.Header.Task.Value != 0) Count(tasks, e.Header.Task.Value);
            if (e.Header.Kind != EventKind.Named) Note(in e);
            if (EventShape.MmOf(in e) is not { Value: not 0 } mm) continue;
            Count(mms, mm.Value);
            if (e.Header.Task.Value == 0) continue;
            if (!users.TryGetValue(mm.Value, out var tasksOf)) users[mm.Value] = tasksOf = [];
            tasksOf.Add(e.Header.Task.Value);
        }
    }

    private void Note(in VmEvent e)
    {
        var time = e.Header.TimestampNs;
        if (time != 0) Times = Times is { } span ? (Math.Min(span.FirstNs, time), Math.Max(span.LastNs, time)) : (time, time);
        if (e.Header.Cpu >= 0) Cpus.Add(e.Header.Cpu);
        Count(functions, e.Header.Function.Value);
        if (e.Header.Kind == EventKind.LockAcquired) Count(locks, e.As<LockAcquired>().Lock.Value);
        if (e.Header.Kind == EventKind.OperationBegan && e.As<OperationBegan>().Source == OperationSource.Syscall) Count(calls, e.As<OperationBegan>().Operation.Value);
    }

    private static IEnumerable<(string Name, long Count)> Most(SortedDictionary<int, long> counts, Func<int, string> name) =>
        counts.OrderByDescending(of => of.Value).Select(of => (name(of.Key), of.Value));

    private static void Count(SortedDictionary<int, long> counts, int id) => counts[id] = counts.GetValueOrDefault(id) + 1;
}
