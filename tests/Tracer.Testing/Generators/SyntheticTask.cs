namespace Tracer.Testing;

/// <summary>A task that goes through kernel paths, each right by the order of its events.</summary>
internal sealed class SyntheticTask
{
    /// <summary>No operation has more events.</summary>
    public const int LongestOperation = 100;

    /// <summary>No trace has more of them, nor more address spaces: their ids would meet.</summary>
    public const int Most = 10_000;
    public const int MostMms = 1_000;

    /// <summary>No task has more pages.</summary>
    public const int MostPages = 64;

    private const int Batch = 4;
    private const int Frames = MostPages + 2 * Batch;
    private const int Ranges = int.MaxValue / (Most + 1);

    // Ids of locks: of an address space its own, and then these.
    private const int FirstReverseMap = MostMms;
    private const int FirstTable = 2 * MostMms;
    private const int FirstFolio = FirstTable + Most + 1;

    private readonly MmId mm;
    private readonly SplitMix64 random;
    private readonly SyntheticPage[] pages;
    private readonly Queue<(Pfn Pfn, int Generation)> frames = [];
    private readonly LockAcquired tableLock;
    private readonly LockAcquired mmapLock;
    private readonly LockAcquired rmapLock;
    private readonly TableId table;
    private int ranges;

    public SyntheticTask(int id, MmId mm, int pageCount, SplitMix64 random)
    {
        (this.mm, this.random, table, ranges) = (mm, random, new TableId(id), id * Ranges);
        var region = new VirtualAddress(0x7f00_0000_0000 + (ulong)id * PageSize.Pmd);
        pages = [.. Enumerable.Range(0, pageCount).Select(i => new SyntheticPage(region + (ulong)i * PageSize.Small))];
        for (var i = 0; i < pageCount + 2 * Batch; i++) frames.Enqueue((new Pfn(id * Frames + i), 0));
        mmapLock = MmapLockOf(mm) with { Mode = LockMode.Shared };
        rmapLock = new() { Lock = new(FirstReverseMap + mm.Value), Class = LockClass.IMmap, Type = LockType.RwSemaphore, Mode = LockMode.Shared };
        tableLock = new() { Lock = new(FirstTable + id), Mm = mm, Table = table, Class = LockClass.PageTable, Type = LockType.Spin };
    }

    public static DriverId Kvm(MmId mm) => new(2 * mm.Value - 1);

    public static DriverId Iommu(MmId mm) => new(2 * mm.Value);

    /// <summary>The next operation; its events are to be taken before the next is asked for.</summary>
    public IEnumerable<VmEvent> Operation()
    {
        var first = random.Next(pages.Length);
        var page = pages[first];
        if (!page.Entry.IsPresent) return Fault(page);
        return random.Next(8) switch
        {
            0 => Reclaim(page),
            1 => Zap(pages.AsSpan(first, Math.Min(Batch, pages.Length - first)).ToArray()),
            2 or 3 => Cow(page),
            4 => MakeClean(page),
            5 => CpuAccess(page),
            _ => DeviceAccess(page),
        };
    }

    private IEnumerable<VmEvent> Fault(SyntheticPage page)
    {
        yield return Began(3, OperationSource.PageFault, page.Address);
        yield return VmEvent.Of(mmapLock);
        var (pfn, generation) = frames.Dequeue();
        yield return VmEvent.Of(new PageAllocated { Pfn = pfn, Generation = ++generation });
        yield return VmEvent.Of(tableLock);
        page.Generation = generation;
        yield return Change(page, PageEntry.Present(pfn, writable: true), PteOperation.Set);
        yield return Unlocked(tableLock);
        yield return Unlocked(mmapLock);
        yield return Ended(3, OperationSource.PageFault);
    }

    private IEnumerable<VmEvent> Cow(SyntheticPage page)
    {
        yield return Began(3, OperationSource.PageFault, page.Address);
        yield return VmEvent.Of(mmapLock);
        var old = (page.Entry.Pfn, page.Generation);
        var (pfn, generation) = frames.Dequeue();
        yield return VmEvent.Of(new PageAllocated { Pfn = pfn, Generation = ++generation });
        var bracket = Bracket(page.Extent);
        foreach (var e in Start(bracket, page)) yield return e;
        yield return VmEvent.Of(tableLock);
        yield return Change(page, PageEntry.None, PteOperation.Clear);
        foreach (var e in Flush(page.Extent, InvalidationSource.Explicit, page)) yield return e;
        page.Generation = generation;
        yield return Change(page, PageEntry.Present(pfn, writable: true, dirty: true), PteOperation.Set);
        yield return Unlocked(tableLock);
        foreach (var e in End(bracket)) yield return e;
        yield return Unlocked(mmapLock);
        yield return Freed(old);
        yield return Ended(3, OperationSource.PageFault);
    }

    private IEnumerable<VmEvent> Reclaim(SyntheticPage page)
    {
        yield return Began(1, OperationSource.Path, VirtualAddress.Unknown);
        var old = (page.Entry.Pfn, page.Generation);
        foreach (var e in ReverseMap(page, PageEntry.Swap(0, page.Entry.Pfn.Value))) yield return e;
        yield return Freed(old);
        yield return Ended(1, OperationSource.Path);
    }

    private IEnumerable<VmEvent> MakeClean(SyntheticPage page)
    {
        yield return Began(2, OperationSource.Path, VirtualAddress.Unknown);
        foreach (var e in ReverseMap(page, page.Entry.Without(PageEntry.WritableBit | PageEntry.DirtyBit))) yield return e;
        yield return Ended(2, OperationSource.Path);
    }

    private IEnumerable<VmEvent> ReverseMap(SyntheticPage page, PageEntry entry)
    {
        var folio = new LockAcquired { Lock = new(FirstFolio + (int)page.Entry.Pfn.Value), Class = LockClass.Folio, Type = LockType.FolioBit };
        yield return VmEvent.Of(folio);
        yield return VmEvent.Of(rmapLock);
        var bracket = Bracket(page.Extent);
        foreach (var e in Start(bracket, page)) yield return e;
        yield return VmEvent.Of(tableLock);
        yield return Change(page, PageEntry.None, PteOperation.Clear);
        foreach (var e in Flush(page.Extent, InvalidationSource.Explicit, page)) yield return e;
        yield return Change(page, entry, PteOperation.Set);
        yield return Unlocked(tableLock);
        foreach (var e in End(bracket)) yield return e;
        yield return Unlocked(rmapLock);
        yield return Unlocked(folio);
    }

    // As zap_page_range does it: the gather flushes and frees after the bracket has ended.
    private IEnumerable<VmEvent> Zap(SyntheticPage[] zapped)
    {
        var extent = new AddressRange(zapped[0].Address, zapped[^1].Extent.End);
        var freed = new List<(Pfn, int)>();
        yield return Began(4, OperationSource.Syscall, extent.Start);
        yield return VmEvent.Of(mmapLock);
        yield return VmEvent.Of(new GatherBegan { Mm = mm, Start = extent.Start, End = extent.End });
        var bracket = Bracket(extent);
        foreach (var e in Start(bracket, zapped)) yield return e;
        yield return VmEvent.Of(tableLock);
        foreach (var page in zapped)
        {
            if (page.Entry.IsNone) continue;
            if (page.Entry.IsPresent) freed.Add((page.Entry.Pfn, page.Generation));
            yield return Change(page, PageEntry.None, PteOperation.Clear);
        }

        yield return Unlocked(tableLock);
        foreach (var e in End(bracket)) yield return e;
        foreach (var e in Flush(extent, InvalidationSource.TlbFlush, zapped)) yield return e;
        foreach (var frame in freed) yield return Freed(frame);
        yield return VmEvent.Of(new GatherFinished { Mm = mm, Start = extent.Start, End = extent.End });
        yield return Unlocked(mmapLock);
        yield return Ended(4, OperationSource.Syscall);
    }

    private IEnumerable<VmEvent> CpuAccess(SyntheticPage page)
    {
        yield return VmEvent.Of(new MightSleep { Reason = SleepReason.CondResched });
        yield return VmEvent.Of(new CpuAccessed { Mm = mm, Address = page.Address, Pfn = page.Entry.Pfn, Generation = page.Generation });
    }

    private IEnumerable<VmEvent> DeviceAccess(SyntheticPage page)
    {
        var byKvm = random.Next(2) == 0;
        var driver = byKvm ? Kvm(mm) : Iommu(mm);
        if ((byKvm ? page.ByKvm : page.ByIommu) is not { } mapped)
        {
            mapped = new SecondaryMapped
            {
                Driver = driver,
                Mm = mm,
                Address = page.Address,
                Pfn = page.Entry.Pfn,
                Generation = page.Generation,
                Writable = page.Entry.IsWritable,
            };
            yield return VmEvent.Of(new SecondaryFaultBegan { Driver = driver, Mm = mm, Address = page.Address, Write = mapped.Writable });
            yield return VmEvent.Of(mapped);
            yield return VmEvent.Of(new SecondaryFaultEnded { Driver = driver, Mm = mm, Address = page.Address, Mapped = true });
            if (byKvm) page.ByKvm = mapped;
            else page.ByIommu = mapped;
        }

        yield return VmEvent.Of(new SecondaryAccessed
        {
            Driver = driver,
            Mm = mm,
            Address = page.Address,
            Pfn = mapped.Pfn,
            Generation = mapped.Generation,
            Write = mapped.Writable,
        });
    }

    private RangeStartReturned Bracket(AddressRange range) => new()
    {
        Mm = mm,
        Start = range.Start,
        End = range.End,
        Range = new RangeId(++ranges),
        Event = NotifierEvent.NotTold,
        Blockable = true,
    };

    private IEnumerable<VmEvent> Start(RangeStartReturned bracket, params SyntheticPage[] within)
    {
        var (driver, range) = (Kvm(mm), bracket.Range);
        yield return VmEvent.Of(new MightSleep { Reason = SleepReason.RangeStart });
        yield return VmEvent.Of(new RangeStartEntered
        {
            Mm = mm,
            Start = bracket.Start,
            End = bracket.End,
            Range = range,
            Event = NotifierEvent.NotTold,
            Blockable = true,
        });
        yield return Entered(driver, CallbackKind.RangeStart, bracket.Extent, range);
        foreach (var page in within)
        {
            if (page.ByKvm is { } mapped)
            {
                yield return Unmapped(mapped);
                if (mapped.Writable) yield return Dirtied(mapped);
            }

            page.ByKvm = null;
        }

        yield return Returned(driver, CallbackKind.RangeStart, bracket.Extent, range);
        yield return VmEvent.Of(bracket);
    }

    private IEnumerable<VmEvent> End(RangeStartReturned bracket)
    {
        var (driver, range) = (Kvm(mm), bracket.Range);
        yield return VmEvent.Of(new MightSleep { Reason = SleepReason.RangeEnd });
        yield return VmEvent.Of(new RangeEndEntered
        {
            Mm = mm,
            Start = bracket.Start,
            End = bracket.End,
            Range = range,
            Event = NotifierEvent.NotTold,
            Blockable = true,
        });
        yield return Entered(driver, CallbackKind.RangeEnd, bracket.Extent, range);
        yield return Returned(driver, CallbackKind.RangeEnd, bracket.Extent, range);
        yield return VmEvent.Of(new RangeEndReturned
        {
            Mm = mm,
            Start = bracket.Start,
            End = bracket.End,
            Range = range,
            Event = NotifierEvent.NotTold,
            Blockable = true,
        });
    }

    private IEnumerable<VmEvent> Flush(AddressRange range, InvalidationSource source, params SyntheticPage[] within)
    {
        yield return VmEvent.Of(new TlbFlushed { Mm = mm, Start = range.Start, End = range.End });
        yield return VmEvent.Of(new RangeInvalidated { Mm = mm, Start = range.Start, End = range.End, Source = source });
        yield return Entered(Iommu(mm), CallbackKind.InvalidateRange, range, default);
        foreach (var page in within)
        {
            if (page.ByIommu is { } mapped) yield return Unmapped(mapped);
            page.ByIommu = null;
        }

        yield return Returned(Iommu(mm), CallbackKind.InvalidateRange, range, default);
    }

    private VmEvent Change(SyntheticPage page, PageEntry entry, PteOperation operation)
    {
        var old = page.Entry;
        page.Entry = entry;
        return VmEvent.Of(new PteChanged
        {
            Mm = mm,
            Address = page.Address,
            Old = old,
            New = entry,
            Table = table,
            Index = (ushort)(page.Address.Value / PageSize.Small % 512),
            Operation = operation,
        });
    }

    private VmEvent Freed((Pfn Pfn, int Generation) frame)
    {
        frames.Enqueue(frame);
        return VmEvent.Of(new PageFreed { Pfn = frame.Pfn, Generation = frame.Generation });
    }

    private VmEvent Entered(DriverId driver, CallbackKind callback, AddressRange range, RangeId bracket) => VmEvent.Of(new CallbackEntered
    {
        Mm = mm, Start = range.Start, End = range.End, Driver = driver, Callback = callback, Range = bracket,
    });

    private VmEvent Returned(DriverId driver, CallbackKind callback, AddressRange range, RangeId bracket) => VmEvent.Of(new CallbackReturned
    {
        Mm = mm, Start = range.Start, End = range.End, Driver = driver, Callback = callback, Range = bracket,
    });

    private VmEvent Began(int operation, OperationSource source, VirtualAddress address) =>
        VmEvent.Of(new OperationBegan { Operation = new(operation), Mm = mm, Address = address, Source = source });

    private static VmEvent Ended(int operation, OperationSource source) =>
        VmEvent.Of(new OperationEnded { Operation = new(operation), Source = source });

    internal static LockAcquired MmapLockOf(MmId mm) => new() { Lock = new(mm.Value), Mm = mm, Class = LockClass.MmapLock, Type = LockType.RwSemaphore };

    internal static VmEvent Unlocked(in LockAcquired taken) => VmEvent.Of(new LockReleased
    {
        Lock = taken.Lock, Mm = taken.Mm, Table = taken.Table, Class = taken.Class, Type = taken.Type, Mode = taken.Mode,
    });

    private static VmEvent Unmapped(in SecondaryMapped mapped) => VmEvent.Of(new SecondaryUnmapped
    {
        Driver = mapped.Driver, Mm = mapped.Mm, Address = mapped.Address, Pfn = mapped.Pfn, Generation = mapped.Generation, Writable = mapped.Writable,
    });

    private static VmEvent Dirtied(in SecondaryMapped mapped) => VmEvent.Of(new DirtyTransferred
    {
        Driver = mapped.Driver, Mm = mapped.Mm, Address = mapped.Address, Pfn = mapped.Pfn, Generation = mapped.Generation,
    });
}
