namespace Tracer.Lab.Filtering;

/// <summary>Hands on the events a person asked for. A field that a kind has not got lets no event of that kind pass.</summary>
public sealed class EventFilter(IEventSink next, Names names) : IEventSink
{
    private readonly Dictionary<EventKind, AddressFields> fields = [];
    private readonly VmEvent[] one = new VmEvent[1];

    /// <summary>A task: its id, its name, or <c>name-id</c>; null for all.</summary>
    public string? Task { get; init; }

    /// <summary>An address space: its id or name; null for all.</summary>
    public string? Mm { get; init; }

    /// <summary>Addresses that an event must touch; null for all.</summary>
    public AddressRange? Addresses { get; init; }

    /// <summary>The kinds to show; all by default.</summary>
    public EventKindSet Kinds { get; init; } = EventKindSet.All;

    /// <summary>First and last sequence; null for all.</summary>
    public (long First, long Last)? Sequences { get; init; }

    /// <summary>How many events to hand on at most. Then reading is over: <see cref="Accept"/> throws <see cref="OperationCanceledException"/>.</summary>
    public long Most { get; init; } = long.MaxValue;

    /// <summary>How many it has handed on.</summary>
    public long Passed { get; private set; }

    /// <exception cref="OperationCanceledException">All that is wanted has been handed on.</exception>
    public void Accept(ReadOnlySpan<VmEvent> events)
    {
        foreach (ref readonly var e in events)
        {
            if (Passed == Most) throw new OperationCanceledException($"all {Most} events that were wanted are read");
            if (!Passes(in e)) continue;
            Passed++;
            one[0] = e;
            next.Accept(one);
        }
    }

    private bool Passes(in VmEvent e) =>
        Kinds.Contains(e.Header.Kind)
        && (Sequences is not { } span || span.First <= e.Header.Sequence && e.Header.Sequence <= span.Last)
        && (Task is null || IsTask(e.Header.Task))
        && (Mm is null || IsMm(in e))
        && (Addresses is not { } wanted || Touches(in e, wanted));

    private bool IsTask(TaskId task) =>
        Task == task.Value.ToString(System.Globalization.CultureInfo.InvariantCulture) || Task == names.Of(task) || Task == names.Find(NameSpace.Task, task.Value);

    private bool IsMm(in VmEvent e)
    {
        if (EventShape.Find(e.Header.Kind)?.Mm is null) return false;
        var id = EventShape.MmOf(in e).Value;
        return Mm == id.ToString(System.Globalization.CultureInfo.InvariantCulture) || Mm == names.Find(NameSpace.Mm, id);
    }

    private bool Touches(in VmEvent e, AddressRange wanted)
    {
        var at = Of(e.Header.Kind);
        if (at.Start is { } start && at.End is { } end) return wanted.Overlaps(new AddressRange(new(start.Read(in e)), new(end.Read(in e))));
        if (at.Address is not { } field) return false;
        var address = new VirtualAddress(field.Read(in e));
        var size = at.Level is { } level ? PageSize.Of((TableLevel)level.Read(in e)) : 1;
        return address.IsKnown && wanted.Overlaps(AddressRange.Of(address, size));
    }

    private AddressFields Of(EventKind kind)
    {
        if (fields.TryGetValue(kind, out var at)) return at;
        EventField? Find(string name) => EventShape.Find(kind)?.Fields.FirstOrDefault(field => field.Name == name);
        return fields[kind] = new AddressFields(Find("Address"), Find("Start"), Find("End"), Find("Level"));
    }

    private sealed record AddressFields(EventField? Address, EventField? Start, EventField? End, EventField? Level);
}
