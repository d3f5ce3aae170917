namespace Tracer.Events.Fields;

/// <summary>The addresses that an event speaks of.</summary>
public static class EventExtent
{
    private static readonly Fields?[] ByKind = new Fields?[byte.MaxValue + 1];

    /// <summary>Null if it speaks of none, of all, or does not tell of which.</summary>
    public static AddressRange? Of(in VmEvent e)
    {
        var at = ByKind[(int)e.Header.Kind] ??= Fields.Of(e.Header.Kind);
        if (at.Start is { } first && at.End is { } last)
        {
            var extent = new AddressRange(new(first.Read(in e)), new(last.Read(in e)));
            return extent.Start.IsKnown && (extent.Start.Value, extent.End.IsKnown) != (0, false) && !extent.IsEmpty ? extent : null;
        }

        if (at.Address is not { } field || new VirtualAddress(field.Read(in e)) is not { IsKnown: true } address) return null;
        return AddressRange.Of(address, at.Level is { } level ? PageSize.Of((TableLevel)level.Read(in e)) : 1);
    }

    private sealed record Fields(EventField? Address, EventField? Start, EventField? End, EventField? Level)
    {
        public static Fields Of(EventKind kind)
        {
            EventField? Find(string name) => EventShape.Find(kind)?.Fields.FirstOrDefault(field => field.Name == name);
            return new(Find("Address"), Find("Start"), Find("End"), Find("Level"));
        }
    }
}
