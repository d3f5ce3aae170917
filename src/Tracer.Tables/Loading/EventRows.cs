using Tracer.Tables.Storage;

namespace Tracer.Tables.Loading;

/// <summary>The table of all events: what every kind has, and the addresses that it speaks of.</summary>
internal sealed class EventRows(LoadContext context)
{
    private readonly (StoredText Kind, EventField? Mm, EventField? Start, EventField? End, EventField? Level)[] kinds = KindsOf(context.Names);

    public void Write(in VmEvent e, long? operation, in StoredText held)
    {
        var header = e.Header;
        var (kind, mm, startField, endField, level) = kinds[(int)header.Kind];
        var start = startField is null ? VirtualAddress.Unknown : new VirtualAddress(startField.Read(in e));
        ulong? end = endField is not null ? endField.Read(in e)
            : level is not null && start.IsKnown ? AddressRange.Of(start, PageSize.Of((TableLevel)level.Read(in e))).End.Value : null;
        context.Rows.Events
            .Number(header.Sequence).Number(context.Line(header.Sequence)).Number(header.TimestampNs)
            .Text(context.Names.Of(header.Task)).Number(header.Task.Value).Number(header.Cpu < 0 ? null : header.Cpu)
            .Text(in kind).Text(context.Names.Function(header.Function)).Text(context.Names.Caller(header.Function))
            .Text(mm is null ? null : context.Names.Of(new MmId(unchecked((int)mm.Read(in e)))))
            .Address(start.IsKnown ? start.Value : null).Address(end)
            .Number(header.HasDepth ? header.PreemptDepth : null).Flag((header.Context & ContextFlags.IrqsOff) != 0).Flag(Operations.IsInterrupt(in header))
            .Number(operation).Text(in held).EndRow();
    }

    private static (StoredText Kind, EventField? Mm, EventField? Start, EventField? End, EventField? Level)[] KindsOf(NameTexts names)
    {
        var kinds = new (StoredText, EventField?, EventField?, EventField?, EventField?)[byte.MaxValue + 1];
        for (var kind = 0; kind < kinds.Length; kind++)
        {
            var shape = EventShape.Find((EventKind)kind);
            EventField? Field(string name) => shape?.Fields.FirstOrDefault(field => field.Name == name);
            kinds[kind] = (names.Plain(((EventKind)kind).ToString()), shape?.Mm, Field("Start") ?? Field("Address"), Field("End"), Field("Level"));
        }

        return kinds;
    }
}
