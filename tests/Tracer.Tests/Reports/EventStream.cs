using Tracer.Analysis;

namespace Tracer.Tests.Reports;

/// <summary>Writes events by hand: numbers them, stamps them, gives names to what is first seen.</summary>
internal sealed class EventStream(long first = 1, long step = 1)
{
    private readonly List<VmEvent> events = [];
    private readonly Dictionary<(NameSpace Space, string Name), int> ids = [];
    private long next = first;

    public IReadOnlyList<VmEvent> Events => events;

    public Names Names { get; } = new();

    public VmEvent Add<T>(string task, in T view, string? function = null, byte depth = EventHeader.UnknownDepth, ContextFlags context = ContextFlags.None) where T : struct, IEventView
    {
        var e = VmEvent.Of(in view);
        e.Header = new EventHeader
        {
            Sequence = next,
            TimestampNs = next * 1_250,
            Task = new TaskId(Id(NameSpace.Task, task)),
            Cpu = (short)(Id(NameSpace.Task, task) % 4),
            Function = new FunctionId((ushort)(function is null ? 0 : Id(NameSpace.Function, function))),
            Kind = T.Kind,
            PreemptDepth = depth,
            Context = context,
        };
        next += step;
        events.Add(e);
        return e;
    }

    /// <summary>The id that goes by this name, given when it is first asked for. A task's name ends in its id.</summary>
    public int Id(NameSpace space, string name)
    {
        if (ids.TryGetValue((space, name), out var id)) return id;
        var dash = name.LastIndexOf('-');
        id = space == NameSpace.Task ? int.Parse(name[(dash + 1)..]) : ids.Keys.Count(key => key.Space == space) + 1;
        ids[(space, name)] = id;
        foreach (var named in Names.Events(space, id, space == NameSpace.Task ? name[..dash] : name)) Names.Accept([named]);
        return id;
    }

    public LockId Lock(string name) => new(Id(NameSpace.Lock, name));

    public DriverId Driver(string name) => new(Id(NameSpace.Driver, name));

    public void Feed(IEventSink sink) => sink.Accept(events.ToArray());

    /// <summary>Replays it for who listens to what the replay sees.</summary>
    public void Replay(Action<Analyzer> listen)
    {
        var replay = new Analyzer([]);
        listen(replay);
        replay.Begin(Era.E6);
        Feed(replay);
        replay.Finish();
    }
}
