namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>The formats of a file's events by their numbers.</summary>
internal sealed class EventFormats
{
    private readonly Dictionary<int, EventFormat> byId = [];

    /// <summary>Where every record has the number of its event, and in which context it was made.</summary>
    public CommonFields Common { get; private set; } = CommonFields.Usual;

    public int Count => byId.Count;

    /// <summary>The kernel adds a column of its own to every record: only those with PREEMPT_RT did.</summary>
    public bool CountsLazyPreemption { get; private set; }

    public void Add(EventFormat format)
    {
        if (byId.Count == 0) Common = CommonFields.Of(format);
        CountsLazyPreemption |= format.Field("common_preempt_lazy_count") is not null;
        byId[format.Id] = format;
    }

    public EventFormat? Find(int id) => byId.GetValueOrDefault(id);
}

/// <summary>Where in every record the fields lie that all events share.</summary>
internal readonly record struct CommonFields(int Type, int Flags, int Preempt, int Pid)
{
    public static CommonFields Usual => new(0, 2, 3, 4);

    /// <summary>The least bytes that a record has.</summary>
    public int Length { get; } = Math.Max(Math.Max(Type + sizeof(ushort), Pid + sizeof(int)), Math.Max(Flags, Preempt) + 1);

    public static CommonFields Of(EventFormat format)
    {
        var usual = Usual;
        return new(At("common_type", usual.Type), At("common_flags", usual.Flags), At("common_preempt_count", usual.Preempt), At("common_pid", usual.Pid));
        int At(string name, int otherwise) => format.Field(name)?.Offset ?? otherwise;
    }
}
