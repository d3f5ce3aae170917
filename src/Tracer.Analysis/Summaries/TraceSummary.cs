namespace Tracer.Analysis.Summaries;

/// <summary>What is in a trace, gathered as its events pass by: how many of each kind, which tasks and address spaces, what the run was.</summary>
public sealed class TraceSummary : IEventSink
{
    private readonly long[] kinds = new long[byte.MaxValue + 1];
    private readonly SortedDictionary<int, long> tasks = [];
    private readonly SortedDictionary<int, long> mms = [];
    private readonly EventHash hash = new();

    public long Events => hash.Count;

    /// <summary>A hash over everything but timestamps.</summary>
    public string Hash => hash.ToString();

    public Names Names { get; } = new();

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
            if (EventShape.MmOf(in e) is { Value: not 0 } mm) Count(mms, mm.Value);
        }
    }

    private static void Count(SortedDictionary<int, long> counts, int id) => counts[id] = counts.GetValueOrDefault(id) + 1;
}
