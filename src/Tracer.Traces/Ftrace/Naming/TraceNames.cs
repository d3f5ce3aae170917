using System.Globalization;
using System.Text;
using Tracer.Traces.Ftrace.Probes;
using Tracer.Traces.Reading;

namespace Tracer.Traces.Ftrace.Naming;

/// <summary>Gives pointers, symbols and comms of a trace dense ids, and names each once, before it is first used.</summary>
internal sealed class TraceNames(EventBatch batch)
{
    private const int MostNotes = 16_384;

    private readonly Dictionary<(NameSpace Space, ulong Address), int> addresses = [];
    private readonly Dictionary<NameSpace, int> last = [];

    // Lines that follow each other mostly speak of the same lock and address space.
    private readonly (ulong Address, int Id)[] latest = new (ulong, int)[Enum.GetValues<NameSpace>().Length];
    private readonly ByteMap<ushort> functions = new();
    private readonly List<(string Name, string? Module)> symbols = [];
    private readonly Dictionary<(FunctionId Function, FunctionId Caller), FunctionId> called = [];
    private readonly Dictionary<string, int> notes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OperationId> operations = new(StringComparer.Ordinal);

    public MmId Mm(ulong address, in EventHeader header) => new(OfAddress(NameSpace.Mm, address, in header));

    public LockId Lock(ulong address, in EventHeader header) => new(OfAddress(NameSpace.Lock, address, in header));

    public TableId Table(ulong page, in EventHeader header) => new(OfAddress(NameSpace.Table, page, in header));

    public DriverId Driver(ulong address, in EventHeader header) => new(OfAddress(NameSpace.Driver, address, in header));

    /// <summary>A driver that is known by what it does before its address is.</summary>
    public DriverId Driver(string name, in EventHeader header)
    {
        var id = Next(NameSpace.Driver);
        Tell(NameSpace.Driver, id, name, in header);
        return new DriverId(id);
    }

    /// <summary>The driver that was known by what it does has this address.</summary>
    public void Found(DriverId driver, ulong address) => addresses.TryAdd((NameSpace.Driver, address), driver.Value);

    /// <summary>A lock that is known by what it belongs to rather than by its address.</summary>
    public LockId Lock(string name, in EventHeader header)
    {
        var id = Next(NameSpace.Lock);
        Tell(NameSpace.Lock, id, name, in header);
        return new LockId(id);
    }

    /// <param name="symbol">Its name.</param>
    /// <param name="module">The module that it lies in, where the line tells; else empty.</param>
    /// <param name="header">Of the line.</param>
    public FunctionId Function(ReadOnlySpan<byte> symbol, ReadOnlySpan<byte> module, in EventHeader header)
    {
        if (symbol.IsEmpty) return default;
        if (functions.TryGet(symbol, out var id)) return new FunctionId(id);

        // A copy that the compiler has made of a function is that function.
        var plain = SymbolName.Plain(symbol);
        var added = plain.Length < symbol.Length ? Function(plain, module, in header) : Add((Encoding.UTF8.GetString(symbol), module.IsEmpty ? null : Encoding.UTF8.GetString(module)), in header);
        if (added.Value != 0) functions.Add(symbol, added.Value);
        return added;
    }

    /// <summary>A helper on one of the kernel paths that it serves.</summary>
    public FunctionId CalledFrom(FunctionId caller, FunctionId function, in EventHeader header)
    {
        if (caller.Value == 0 || function.Value == 0 || caller == function) return function;
        if (called.TryGetValue((function, caller), out var id)) return id;
        id = Add(symbols[function.Value - 1], in header);
        if (id.Value == 0) return function;
        called.Add((function, caller), id);
        Tell(NameSpace.Caller, id.Value, symbols[caller.Value - 1].Name, in header);
        return id;
    }

    private FunctionId Add((string Name, string? Module) symbol, in EventHeader header)
    {
        if (symbols.Count == ushort.MaxValue) return default;
        symbols.Add(symbol);
        var id = new FunctionId((ushort)symbols.Count);
        Tell(NameSpace.Function, id.Value, symbol.Name, in header);
        return id;
    }

    /// <param name="name">Its name; null if there is none.</param>
    /// <param name="header">Of the line or record.</param>
    public FunctionId Function(string? name, in EventHeader header) => Function(Encoding.UTF8.GetBytes(name ?? ""), module: default, in header);

    /// <summary>The name of a function; null if it is not told.</summary>
    public string? Of(FunctionId function) => function.Value == 0 ? null : symbols[function.Value - 1].Name;

    /// <summary>The module of a function; null if it is not told.</summary>
    public string? ModuleOf(FunctionId function) => function.Value == 0 ? null : symbols[function.Value - 1].Module;

    public OperationId Operation(string name, in EventHeader header)
    {
        if (operations.TryGetValue(name, out var known)) return known;
        var id = new OperationId(Next(NameSpace.Operation));
        operations.Add(name, id);
        Tell(NameSpace.Operation, id.Value, name, in header);
        return id;
    }

    public void Tell(NameSpace space, int id, string name, in EventHeader header)
    {
        foreach (var named in Names.Events(space, id, name))
            batch.Add(named.As<Named>() with { Header = header });
    }

    /// <summary>What a source says in words. After so many different ones ids are given again, so that no text takes memory without end.</summary>
    public int Note(string words, in EventHeader header)
    {
        if (notes.TryGetValue(words, out var known)) return known;
        if (notes.Count == MostNotes) notes.Clear();
        var id = notes.Count + 1;
        notes.Add(words, id);
        Tell(NameSpace.Note, id, words, in header);
        return id;
    }

    private int OfAddress(NameSpace space, ulong address, in EventHeader header)
    {
        if (address == 0) return 0;
        ref var recent = ref latest[(int)space];
        if (recent.Address == address) return recent.Id;
        if (addresses.TryGetValue((space, address), out var id))
        {
            recent = (address, id);
            return id;
        }

        id = Next(space);
        addresses.Add((space, address), id);
        recent = (address, id);
        Tell(space, id, "0x" + address.ToString("x", CultureInfo.InvariantCulture), in header);
        return id;
    }

    private int Next(NameSpace space)
    {
        var id = last.GetValueOrDefault(space) + 1;
        last[space] = id;
        return id;
    }
}
