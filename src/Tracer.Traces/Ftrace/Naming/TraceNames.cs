using System.Globalization;
using System.Text;
using Tracer.Traces.Ftrace.Probes;
using Tracer.Traces.Reading;

namespace Tracer.Traces.Ftrace.Naming;

/// <summary>Gives pointers, symbols and comms of a trace dense ids, and names each once, before it is first used.</summary>
internal sealed class TraceNames(EventBatch batch)
{
    private readonly Dictionary<(NameSpace Space, ulong Address), int> addresses = [];
    private readonly Dictionary<NameSpace, int> last = [];

    // Lines that follow each other mostly speak of the same lock and address space.
    private readonly (ulong Address, int Id)[] latest = new (ulong, int)[Enum.GetValues<NameSpace>().Length];
    private readonly ByteMap<ushort> functions = new();
    private readonly List<(string Name, string? Module)> symbols = [];
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
        if (functions.Count == ushort.MaxValue) return default;

        // A copy that the compiler has made of a function is that function.
        var plain = SymbolName.Plain(symbol);
        if (plain.Length < symbol.Length)
        {
            var function = Function(plain, module, in header);
            functions.Add(symbol, function.Value);
            return function;
        }

        id = (ushort)(symbols.Count + 1);
        functions.Add(symbol, id);
        symbols.Add((Encoding.UTF8.GetString(symbol), module.IsEmpty ? null : Encoding.UTF8.GetString(module)));
        Tell(NameSpace.Function, id, symbols[^1].Name, in header);
        return new FunctionId(id);
    }

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
