using Tracer.Traces.Ftrace.Probes;

namespace Tracer.Traces.Ftrace.Text;

/// <summary>How lines of one event name are read: what they mean, and which fields they have.</summary>
internal sealed class TextPlan(string name, ProbeRow? row, ProbeRow? withField, FunctionId function)
{
    /// <summary>The event's name.</summary>
    public string Name { get; } = name;

    /// <summary>Nothing is mapped to it.</summary>
    public bool IsUnused => Row is null && WithField is null;

    /// <summary>Lines of it that were of no use.</summary>
    public long Passed { get; set; }

    /// <summary>The event's name, if no row has it; null if one has, though it may mean nothing here.</summary>
    public string? UnknownName { get; init; }

    /// <summary>Null: nothing is mapped to this event.</summary>
    public ProbeRow? Row { get; } = row;

    /// <summary>Lines that carry <see cref="ProbeRow.With"/> mean this instead.</summary>
    public ProbeRow? WithField { get; } = withField;

    /// <summary>The function in the event's name, where the row says that it holds one.</summary>
    public FunctionId Function { get; } = function;

    /// <summary>The keys seen so far, in the order in which lines have them.</summary>
    public List<TextKey> Keys { get; } = [];

    /// <summary>Index of the last key that means something; -1 if none does.</summary>
    public int LastWanted { get; private set; } = -1;

    /// <summary>True once a whole line has brought no new key: behind the last wanted one nothing is left to read.</summary>
    public bool IsLearned { get; set; }

    /// <summary>The first field that means something and whose key is not before <paramref name="index"/>.</summary>
    public Field WantedFrom(int index) => Keys[Keys.FindIndex(index, key => key.Field != Field.None)].Field;

    public void Add(TextKey key)
    {
        Keys.Add(key);
        if (key.Field != Field.None) LastWanted = Keys.Count - 1;
    }
}
