namespace Tracer.Testing;

/// <summary>One step of a script, taken apart into task, verb, arguments and settings; verbs take from it what they know, the rest must be fields.</summary>
internal sealed class ScriptStep
{
    private readonly string text;
    private readonly int line;
    private readonly List<string> arguments = [];
    private readonly Dictionary<string, string> settings = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> given = [];
    private MmId? mm;

    public ScriptStep(string text, int line, ScriptWorld world)
    {
        (this.text, this.line, World) = (text, line, world);
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

        // What speaks of the trace rather than of a task stands alone: "lost 3".
        var taskless = Verb.IsTaskless(words[0]);
        if (words.Length == 1 && !taskless) throw Error("a task and no verb", Verb.Known);
        TaskName = taskless ? NoTask : words[0];
        VerbName = taskless ? words[0] : words[1];
        foreach (var word in words.AsSpan(taskless ? 1 : 2))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0) arguments.Add(word);
            else if (!settings.TryAdd(word[..equals], word[(equals + 1)..])) throw Error($"'{word[..equals]}' is set twice");
        }

        Task = TaskName == NoTask ? default : new TaskId(Id(NameSpace.Task, TaskName));
    }

    /// <summary>The task of an event that happens on none.</summary>
    public const string NoTask = "-";

    public ScriptWorld World { get; }

    public string TaskName { get; }

    public string VerbName { get; }

    public TaskId Task { get; }

    /// <summary>The address space: <c>mm=2</c>, or 1.</summary>
    public MmId Mm => mm ??= new MmId(Setting("mm") is { } number ? (int)Number(number) : 1);

    public ScriptException Error(string found, string? allowed = null) =>
        new($"script line {line}: {found} in '{text}'{(allowed is null ? "" : $"; {allowed}")}");

    /// <summary>The next argument; <paramref name="what"/> says what is missing if there is none.</summary>
    public string Word(string what) =>
        OptionalWord() ?? throw Error($"{what} is missing", Verb.ExampleOf(VerbName) is { } example ? $"such as: A {example}" : null);

    public string? OptionalWord()
    {
        if (arguments.Count == 0) return null;
        var word = arguments[0];
        arguments.RemoveAt(0);
        return word;
    }

    /// <summary>True if one of these words stands among the arguments, wherever.</summary>
    public bool Flag(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (arguments.Remove(word)) return true;
        return false;
    }

    public string? Setting(string key) => settings.Remove(key, out var value) ? value : null;

    public VirtualAddress Address() => ScriptText.Address(this, Word("an address"));

    public AddressRange Range() => ScriptText.Range(this, Word("a range"));

    public ulong Number(string word) => ScriptText.Number(this, word);

    public TEnum Enum<TEnum>(string word) where TEnum : struct, Enum => (TEnum)ScriptText.Enum(this, typeof(TEnum), word);

    /// <summary>The frame of <c>pfn=</c>, or null.</summary>
    public Pfn? Pfn() => Setting("pfn") is { } number ? new Pfn((long)Number(number)) : null;

    /// <summary>True if a setting has stored this field.</summary>
    public bool Gives(string field) => given.Contains(field);

    /// <summary>The id of a name, given on its first use, or of a number.</summary>
    public int Id(NameSpace space, string name) =>
        World.Names.Id(space, name, out var clash) ?? throw Error($"the id of '{name}' belongs to '{clash}'");

    /// <summary>Stores what the verb left: settings are fields of the header or of the kind, by name.</summary>
    public void WriteRemainingSettings(ref VmEvent e)
    {
        if (arguments.Count > 0) throw Error($"'{arguments[0]}' is too much", Verb.ExampleOf(VerbName) is { } example ? $"such as: A {example}" : null);
        var shape = EventShape.Of(e.Header.Kind);
        foreach (var (key, value) in settings)
        {
            var field = ScriptText.Field(shape, key)
                ?? throw Error($"unknown setting '{key}'", $"{shape.Name} has {string.Join(", ", shape.Fields.Select(f => f.Name))}; every event cpu, depth, fn, context, ts, seq");
            given.Add(field.Name);
            ScriptText.Write(this, field, ref e, value);
        }
    }
}
