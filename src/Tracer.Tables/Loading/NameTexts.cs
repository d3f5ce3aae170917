using System.Globalization;
using Tracer.Tables.Storage;

namespace Tracer.Tables.Loading;

/// <summary>Names of ids as stored texts, each looked up once: most rows name a task and a function.</summary>
internal sealed class NameTexts(TextPool texts)
{
    private readonly Dictionary<int, StoredText> tasks = [];
    private readonly Dictionary<(Type, byte), StoredText> words = [];
    private readonly StoredText?[] functions = new StoredText?[ushort.MaxValue + 1];
    private readonly StoredText?[] callers = new StoredText?[ushort.MaxValue + 1];
    private readonly bool[] functionsKnown = new bool[ushort.MaxValue + 1];

    public Names Names { get; } = new();

    /// <summary>A name is given, perhaps anew.</summary>
    public void Learn(in VmEvent e)
    {
        Names.Accept(new ReadOnlySpan<VmEvent>(in e));
        ref readonly var named = ref e.As<Named>();
        if (named.Space == NameSpace.Task) tasks.Remove(named.Id);
        else if (named.Space is NameSpace.Function or NameSpace.Caller) functionsKnown[(ushort)named.Id] = false;
    }

    public StoredText Of(TaskId task)
    {
        if (!tasks.TryGetValue(task.Value, out var text)) tasks[task.Value] = text = texts.Of(Names.Of(task));
        return text;
    }

    public StoredText? Function(FunctionId id)
    {
        if (!functionsKnown[id.Value]) Learn(id);
        return functions[id.Value];
    }

    public StoredText? Caller(FunctionId id)
    {
        if (!functionsKnown[id.Value]) Learn(id);
        return callers[id.Value];
    }

    public StoredText? Of(MmId mm) => mm.Value == 0 ? null : texts.Of(Names.Find(NameSpace.Mm, mm.Value) ?? mm.Value.ToString(CultureInfo.InvariantCulture));

    public StoredText Of(LockId id) => texts.Of(Names.Of(id));

    public StoredText Of(DriverId id) => texts.Of(Names.Of(id));

    public StoredText? Of(TableId id) => id.Value == 0 ? null : texts.Of(Names.Of(id));

    /// <summary>A value of an enumeration, as the command line writes it.</summary>
    public StoredText Word<T>(T value) where T : struct, Enum
    {
        var key = (typeof(T), Convert.ToByte(value, CultureInfo.InvariantCulture));
        if (!words.TryGetValue(key, out var text)) words[key] = text = texts.Of(Kebab.Of(value));
        return text;
    }

    /// <summary>A text that is no name of the trace.</summary>
    public StoredText Plain(string text) => texts.Of(text);

    private void Learn(FunctionId id)
    {
        functionsKnown[id.Value] = true;
        functions[id.Value] = Names.Of(id) is { } name ? texts.Of(name) : null;
        callers[id.Value] = Names.CallerOf(id) is { } caller ? texts.Of(caller) : null;
    }
}
