namespace Tracer.Lab.Filtering;

/// <summary>The page frames that an event names: as such, or by an entry that is stored or read, before or after.</summary>
public static class EventFrames
{
    private static readonly Fields[] ByKind = [.. Enumerable.Range(0, byte.MaxValue + 1).Select(kind => Fields.Of((EventKind)kind))];

    /// <summary>Each run of frames once.</summary>
    public static IReadOnlyList<FrameRun> Of(in VmEvent e)
    {
        var fields = ByKind[(int)e.Header.Kind];
        if (fields.Named is null && fields.Entries.Count == 0) return [];
        var isAbove = fields.Level is { } level && (TableLevel)level.Read(in e) > TableLevel.Pte;
        var runs = new List<FrameRun>();
        if (fields.Named?.Read(in e) is { } pfn and not 0) runs.Add(new FrameRun(unchecked((long)pfn), fields.CountIn(in e), IsTable: false));
        foreach (var field in fields.Entries)
        {
            var entry = new PageEntry(field.Read(in e));
            if (entry.IsHuge || entry.IsPresent && !isAbove) runs.Add(new FrameRun(entry.Pfn.Value, fields.CountIn(in e), IsTable: false));
            else if (entry.IsPresent) runs.Add(new FrameRun(entry.Pfn.Value, 1, IsTable: true));
        }

        return runs;
    }

    private sealed record Fields(EventField? Named, IReadOnlyList<EventField> Entries, EventField? Level, EventField? Order)
    {
        public static Fields Of(EventKind kind)
        {
            var fields = EventShape.Find(kind)?.Fields ?? [];
            EventField? Find(string name) => fields.FirstOrDefault(field => field.Name == name);
            return new(fields.FirstOrDefault(field => field.Type == typeof(Pfn)), [.. fields.Where(field => field.Type == typeof(PageEntry))], Find("Level"), Find("Order"));
        }

        // A huge entry maps many.
        public long CountIn(in VmEvent e) => (Level, Order) switch
        {
            ({ } level, _) => (long)(PageSize.Of((TableLevel)level.Read(in e)) / PageSize.Small),
            (_, { } order) => 1L << (int)Math.Min(order.Read(in e), PageSize.MaxOrder),
            _ => 1,
        };
    }
}

/// <summary>Frames one behind the other.</summary>
/// <param name="First">The first.</param>
/// <param name="Count">How many.</param>
/// <param name="IsTable">A table of entries lies there, and no page of a user.</param>
public readonly record struct FrameRun(long First, long Count, bool IsTable)
{
    public bool Contains(long pfn) => First <= pfn && pfn - First < Count;
}
