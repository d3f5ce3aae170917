namespace Tracer.Testing;

/// <summary>Page tables as a whole, TLB flushes, gathers, regions. A table is named by an address in it; <c>level=pmd</c> for one of PMDs.</summary>
internal static class TableVerbs
{
    private readonly record struct Place(MmId Mm, TableId Table, LockId Lock, VirtualAddress Address, TableLevel Level);

    public static Verb[] All { get; } =
    [
        new("observe", "observe 0x1000", step => Of(step, at => VmEvent.Of(
            new TableObserved { Mm = at.Mm, Table = at.Table, Lock = at.Lock, Address = at.Address, Level = at.Level }))),
        new("publish", "publish 0x1000", step => Of(step, at => VmEvent.Of(
            new TablePublished { Mm = at.Mm, Table = at.Table, Lock = at.Lock, Address = at.Address, Level = at.Level }))),
        new("detach", "detach 0x1000", step => Of(step, at => VmEvent.Of(
            new TableDetached { Mm = at.Mm, Table = at.Table, Lock = at.Lock, Address = at.Address, Level = at.Level }))),
        new("free-table", "free-table 0x1000 level=pmd", step => Of(step, at => VmEvent.Of(
            new TableFreed { Mm = at.Mm, Table = at.Table, Lock = at.Lock, Address = at.Address, Level = at.Level }))),
        new("flush", "flush 0x1000+1 local deferred tables", Flush),
        new("gather", "gather 0x1000+1", step =>
        {
            var range = step.Range();
            return VmEvent.Of(new GatherBegan { Mm = step.Mm, Start = range.Start, End = range.End });
        }),
        new("finish", "finish 0x1000+1", step =>
        {
            var range = step.Range();
            return VmEvent.Of(new GatherFinished { Mm = step.Mm, Start = range.Start, End = range.End });
        }),
        new("vma", "vma 0x1000+1", step => Region(step, VmaChange.Added)),
        new("unvma", "unvma 0x1000+1", step => Region(step, VmaChange.Removed)),
    ];

    private static VmEvent Region(ScriptStep step, VmaChange change)
    {
        var range = step.Range();
        return VmEvent.Of(new VmaChanged { Mm = step.Mm, Start = range.Start, End = range.End, Change = change });
    }

    private static VmEvent Of(ScriptStep step, Func<Place, VmEvent> make)
    {
        var address = step.Address();
        var level = step.Setting("level") is { } given ? step.Enum<TableLevel>(given) : TableLevel.Pte;
        var table = PageTableVerbs.Table(step, level, address);
        return make(new Place(step.Mm, table, LockVerbs.OfTable(step, table), address.AlignDown(PageSize.Of(level) * 512), level));
    }

    private static VmEvent Flush(ScriptStep step)
    {
        var range = step.Range();
        return VmEvent.Of(new TlbFlushed
        {
            Mm = step.Mm,
            Start = range.Start,
            End = range.End,
            Scope = step.Flag("local") ? FlushScope.Local : FlushScope.All,
            Deferred = step.Flag("deferred"),
            Tables = step.Flag("tables"),
        });
    }
}
