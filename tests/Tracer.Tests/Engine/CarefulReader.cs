namespace Tracer.Tests.Engine;

/// <summary>
/// Reads a run as a careful person would, with dictionaries and no rule of the analyzer, and writes down what is wrong with it.
/// What no protocol may do is in <see cref="Breaches"/>; what only a sound one keeps is in <see cref="Unsound"/>.
/// </summary>
internal sealed class CarefulReader : IEventSink
{
    private readonly Dictionary<LockId, List<(TaskId Task, LockMode Mode)>> held = [];
    private readonly Dictionary<(TableId, int), PageEntry> entries = [];
    private readonly Dictionary<(MmId, VirtualAddress), (PageEntry Entry, TableLevel Level)> leaves = [];
    private readonly Dictionary<TableId, TableObserved> tables = [];
    private readonly HashSet<TableId> published = [];
    private readonly Dictionary<Pfn, (int Generation, int References, int Order)> pages = [];
    private readonly Dictionary<RangeId, (TaskId Task, MmId Mm, AddressRange Range)> brackets = [];
    private readonly Dictionary<DriverId, DriverTraits> drivers = [];
    private long sequence;

    internal List<string> Breaches { get; } = [];

    internal List<string> Unsound { get; } = [];

    internal RunEnded Ended { get; private set; }

    internal IEnumerable<(TaskId Task, LockMode Mode)> StillHeld => held.Values.SelectMany(holders => holders);

    public void Accept(ReadOnlySpan<VmEvent> events)
    {
        foreach (ref readonly var e in events)
        {
            Require(e.Header.Sequence == ++sequence, e, "the sequence has a hole");
            Read(e);
        }
    }

    private void Read(in VmEvent e)
    {
        switch (e.Header.Kind)
        {
            case EventKind.LockAcquired: Take(e, e.As<LockAcquired>()); break;
            case EventKind.LockReleased: Drop(e, e.As<LockReleased>()); break;
            case EventKind.MightSleep: Sound(e.Header.PreemptDepth == 0, e, "sleeps in atomic context"); break;
            case EventKind.TableObserved: tables[e.As<TableObserved>().Table] = e.As<TableObserved>(); break;
            case EventKind.TablePublished: published.Add(e.As<TablePublished>().Table); break;
            case EventKind.TableDetached: published.Remove(e.As<TableDetached>().Table); break;
            case EventKind.TableFreed: Require(!published.Contains(e.As<TableFreed>().Table), e, "a table is freed that can be reached"); break;
            case EventKind.PteChanged: Change(e, e.As<PteChanged>()); break;
            case EventKind.PteRead: Require(Entry(e.As<PteRead>()) is var was && Same(was, e.As<PteRead>().Entry), e, "an entry is read that was never stored"); break;
            case EventKind.PageAllocated or EventKind.PageReferenced or EventKind.PageReleased or EventKind.PageFreed: Count(e); break;
            case EventKind.CpuAccessed: Use(e, e.As<CpuAccessed>().Pfn, e.As<CpuAccessed>().Generation, "a CPU uses a freed page"); break;
            case EventKind.NotifierRegistered: drivers[e.As<NotifierRegistered>().Driver] = e.As<NotifierRegistered>().Traits; break;
            case EventKind.RangeStartReturned: Open(e.As<RangeStartReturned>()); break;
            case EventKind.RangeEndEntered: Close(e, e.As<RangeEndEntered>()); break;
            case EventKind.SecondaryMapped: Map(e, e.As<SecondaryMapped>()); break;
            case EventKind.SecondaryAccessed: Access(e, e.As<SecondaryAccessed>()); break;
            case EventKind.SecondaryUnmapped: Use(e, e.As<SecondaryUnmapped>().Pfn, e.As<SecondaryUnmapped>().Generation, "a device drops a freed page"); break;
            case EventKind.RunEnded: Ended = e.As<RunEnded>(); break;
        }
    }

    private void Take(in VmEvent e, in LockAcquired taken)
    {
        if (!held.TryGetValue(taken.Lock, out var holders)) held[taken.Lock] = holders = [];
        Require(holders.Count == 0 || taken.Mode == LockMode.Shared && holders.TrueForAll(holder => holder.Mode == LockMode.Shared), e, "a lock has two owners");
        holders.Add((taken.Header.Task, taken.Mode));
    }

    private void Drop(in VmEvent e, in LockReleased released) =>
        Require(held[released.Lock].Remove((released.Header.Task, released.Mode)), e, "a lock is released by who does not hold it");

    private void Change(in VmEvent e, in PteChanged change)
    {
        var key = (change.Table, (int)change.Index);
        Require(Same(entries.GetValueOrDefault(key), change.Old), e, "the entry before is not the one that was stored");
        entries[key] = change.New;
        if (change.Old.IsLeafAt(change.Level) && change.Old.IsPresent || change.New.IsLeafAt(change.Level)) Leaf(e, change);
    }

    private void Leaf(in VmEvent e, in PteChanged change)
    {
        leaves[(change.Mm, change.Address)] = (change.New, change.Level);
        if (!published.Contains(change.Table)) return;
        var task = change.Header.Task;
        Sound(held.GetValueOrDefault(tables[change.Table].Lock)?.Contains((task, LockMode.Exclusive)) == true, e, "an entry is stored without its lock");
        var mm = change.Mm;
        var extent = change.Extent;
        var isDangerous = change.Old.IsPresent && (!change.New.IsPresent || change.New.Pfn != change.Old.Pfn
            || change.Old.IsWritable && !change.New.IsWritable || change.Old.IsDirty && !change.New.IsDirty);
        if (!isDangerous || change.Operation == PteOperation.Install) return;
        Sound(brackets.Values.Any(open => open.Task == task && open.Mm == mm && open.Range.Contains(extent)), e, "an entry changes outside of a bracket");
    }

    private void Count(in VmEvent e)
    {
        if (e.Header.Kind == EventKind.PageAllocated)
        {
            var made = e.As<PageAllocated>();
            Require(pages.GetValueOrDefault(made.Pfn) is { References: 0 } before && made.Generation == before.Generation + 1, e, "a page is allocated twice");
            pages[made.Pfn] = (made.Generation, 1, made.Order);
        }
        else if (e.Header.Kind == EventKind.PageFreed)
        {
            var freed = e.As<PageFreed>();
            Require(pages[freed.Pfn] is { References: 0 }, e, "a page is freed with references");
            Sound(!leaves.Values.Any(leaf => leaf.Entry.IsPresent && Covers(freed.Pfn, leaf.Entry.Pfn)), e, "a page is freed that an entry maps");
        }
        else
        {
            var (pfn, references, delta) = e.Header.Kind == EventKind.PageReferenced
                ? (e.As<PageReferenced>().Pfn, e.As<PageReferenced>().References, 1)
                : (e.As<PageReleased>().Pfn, e.As<PageReleased>().References, -1);
            var page = pages[pfn];
            Require(page.References > 0 && page.References + delta == references, e, "a page's references do not add up");
            pages[pfn] = page with { References = references };
        }
    }

    private void Open(in RangeStartReturned start) => brackets[start.Range] = (start.Header.Task, start.Mm, start.Extent);

    private void Close(in VmEvent e, in RangeEndEntered end)
    {
        Require(brackets.Remove(end.Range, out var open) && open.Task == end.Header.Task && open.Range == end.Extent, e, "an end without its start");
        var task = end.Header.Task;
        Sound(!held.Any(pair => pair.Value.Any(holder => holder.Task == task) && tables.Values.Any(table => table.Lock == pair.Key)), e, "an end under a page-table lock");
    }

    private void Map(in VmEvent e, in SecondaryMapped mapped)
    {
        Use(e, mapped.Pfn, mapped.Generation, "a device maps a freed page");
        var extent = AddressRange.Of(mapped.Address, PageSize.Of(mapped.Level));
        if ((drivers[mapped.Driver] & DriverTraits.Counts) == 0) return;
        var mm = mapped.Mm;
        Sound(!brackets.Values.Any(open => open.Mm == mm && open.Range.Overlaps(extent)), e, "a device maps inside an open range");
    }

    private void Access(in VmEvent e, in SecondaryAccessed access)
    {
        Use(e, access.Pfn, access.Generation, "a device uses a freed page");
        if ((drivers[access.Driver] & DriverTraits.Counts) == 0) return;
        Sound(Maps(access.Mm, access.Address, access.Pfn, access.Write), e, "a device uses a page that the CPU's entry has no longer");
    }

    private bool Maps(MmId mm, VirtualAddress address, Pfn pfn, bool write)
    {
        foreach (var size in (ReadOnlySpan<ulong>)[PageSize.Small, PageSize.Pmd])
        {
            var start = address.AlignDown(size);
            if (!leaves.TryGetValue((mm, start), out var leaf) || PageSize.Of(leaf.Level) != size || !leaf.Entry.IsPresent) continue;
            var frame = leaf.Entry.Pfn.Value + (long)((address.AlignDown(PageSize.Small).Value - start.Value) / PageSize.Small);
            if (frame == pfn.Value && (!write || leaf.Entry.IsWritable)) return true;
        }

        return false;
    }

    private void Use(in VmEvent e, Pfn pfn, int generation, string what)
    {
        foreach (var (head, page) in pages)
            if (Covers(head, pfn) && page.References > 0 && page.Generation == generation) return;
        Sound(false, e, what);
    }

    private bool Covers(Pfn head, Pfn frame) => pages.TryGetValue(head, out var page) && frame.Value >= head.Value && frame.Value < head.Value + (1L << page.Order);

    private PageEntry Entry(in PteRead read) => entries.GetValueOrDefault((read.Table, (int)read.Index));

    // The hardware sets these two without a store of the kernel.
    private static bool Same(PageEntry left, PageEntry right)
    {
        const ulong Hardware = PageEntry.AccessedBit | PageEntry.DirtyBit;
        return left == right || left.IsPresent && left.Without(Hardware) == right.Without(Hardware);
    }

    private void Require(bool holds, in VmEvent e, string what)
    {
        if (!holds) Breaches.Add($"#{e.Header.Sequence} task {e.Header.Task.Value} {e.Header.Kind}: {what}");
    }

    private void Sound(bool holds, in VmEvent e, string what)
    {
        if (!holds) Unsound.Add($"#{e.Header.Sequence} task {e.Header.Task.Value} {e.Header.Kind}: {what}");
    }
}
