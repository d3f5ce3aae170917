namespace Tracer.Testing;

/// <summary>The memory that a script's steps change: what a verb need not be told is taken from here.</summary>
internal sealed class ScriptMemory
{
    /// <summary>Tables of PTEs are 1 to 99, <c>ptl1</c> is the lock of table 1; those of PMDs are 101 to 199, and <c>pml1</c> is the lock of table 101.</summary>
    public const int FirstPmdTable = 100;

    private readonly Dictionary<(MmId Mm, TableLevel Level, ulong Region), int> tables = [];
    private readonly Dictionary<(MmId Mm, TableLevel Level, VirtualAddress Address), PageEntry> entries = [];
    private readonly Dictionary<(MmId Mm, TableLevel Level, VirtualAddress Address), Pfn> lastFrames = [];
    private readonly Dictionary<Pfn, int> generations = [];
    private readonly Dictionary<(DriverId Driver, MmId Mm, VirtualAddress Address), SecondaryMapped> mappings = [];

    /// <summary>The table of an address: as given, else as before, else the next number of its level.</summary>
    public TableId Table(MmId mm, TableLevel level, VirtualAddress address, int? given = null)
    {
        var key = (mm, level, address.Value / (PageSize.Of(level) * 512));
        if (given is { } number) tables[key] = number;
        if (tables.TryGetValue(key, out var table)) return new TableId(table);
        table = 100 * (int)level + 1;
        while (tables.ContainsValue(table)) table++;
        tables.Add(key, table);
        return new TableId(table);
    }

    /// <summary>The entry; of an untouched address a present, writable one whose frame has the page's own number.</summary>
    public PageEntry Entry(MmId mm, TableLevel level, VirtualAddress address) =>
        entries.TryGetValue((mm, level, address), out var entry) ? entry
        : PageEntry.Present(OwnFrame(address), writable: true, huge: level != TableLevel.Pte);

    /// <summary>The frame that the entry maps or mapped last.</summary>
    public Pfn Frame(MmId mm, TableLevel level, VirtualAddress address) => lastFrames.GetValueOrDefault((mm, level, address), OwnFrame(address));

    public int Generation(Pfn pfn) => generations.GetValueOrDefault(pfn, 1);

    public SecondaryMapped? Mapping(DriverId driver, MmId mm, VirtualAddress address) =>
        mappings.TryGetValue((driver, mm, address.AlignDown(PageSize.Small)), out var mapping) ? mapping : null;

    public void Take(in VmEvent e)
    {
        switch (e.Header.Kind)
        {
            case EventKind.PteChanged:
                ref readonly var change = ref e.As<PteChanged>();
                var key = (change.Mm, change.Level, change.Address);
                entries[key] = change.New;
                if (change.Old.IsPresent) lastFrames[key] = change.Old.Pfn;
                if (change.New.IsPresent) lastFrames[key] = change.New.Pfn;
                break;
            case EventKind.PageAllocated:
                generations[e.As<PageAllocated>().Pfn] = e.As<PageAllocated>().Generation;
                break;
            case EventKind.SecondaryMapped:
                ref readonly var mapped = ref e.As<SecondaryMapped>();
                mappings[(mapped.Driver, mapped.Mm, mapped.Address.AlignDown(PageSize.Small))] = mapped;
                break;
        }
    }

    private static Pfn OwnFrame(VirtualAddress address) => new((long)(address.Value / PageSize.Small));
}
