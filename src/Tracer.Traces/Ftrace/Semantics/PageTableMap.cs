using Tracer.Traces.Ftrace.Naming;
using Tracer.Traces.Reading;

namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>Which lock protects which page table, where each table is mapped, and of which address space it is.</summary>
internal sealed class PageTableMap(LockFormula formula, DirectMap directMap, LockPairs pairs, TraceNames names, EventBatch batch)
{
    private readonly Dictionary<ulong, LockInfo> locks = [];
    private readonly Dictionary<ulong, LockInfo> mmapLocks = [];
    private readonly Dictionary<ulong, PageTableInfo> tables = [];
    private readonly List<PageTableInfo> placed = [];

    // Frames of tables that are out of reach, as long as frames cannot be told from tables.
    private readonly HashSet<ulong> cutOff = [];

    // An unlock mostly follows its lock, and a store the store to the entry before it.
    private LockInfo? lastLock;
    private PageTableInfo? lastTable;

    public LockInfo LockAt(ulong address, in EventHeader header)
    {
        var info = lastLock;
        if (info is null || info.Address != address)
        {
            if (!locks.TryGetValue(address, out info)) locks[address] = info = new LockInfo(names.Lock(address, in header), address);
            lastLock = info;
        }

        if (info.Table is not null) return info;
        if (formula.TryPageOf(address, out var page)) Pair(info, TableAtPage(page, in header));
        else if (pairs.TryPageOf(address, out page) && TableAtPage(page, in header) is { Lock: null } table) Infer(info, table);
        return info;
    }

    /// <summary>The mmap_lock of an address space, which has an identity of its own: not every kernel shows its semaphore.</summary>
    public LockInfo MmapLockOf(ulong mm, in EventHeader header)
    {
        if (mmapLocks.TryGetValue(mm, out var info)) return info;
        var name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"mmap_lock of 0x{mm:x}");
        info = new LockInfo(names.Lock(name, in header), mm) { Class = LockClass.MmapLock, Mm = names.Mm(mm, in header) };
        mmapLocks[mm] = info;
        return info;
    }

    /// <summary>Null if no event has spoken of a lock at this address.</summary>
    public LockInfo? FindLock(ulong address) => locks.GetValueOrDefault(address);

    /// <summary>The trace itself says what a lock is for.</summary>
    public void Name(LockInfo info, LockClass lockClass)
    {
        info.Class = lockClass;
        if (lockClass != LockClass.PageTable && info.Table is { } former)
        {
            former.Lock = null;
            info.Table = null;
        }

        pairs.KnowsClasses |= lockClass == LockClass.PageTable;
    }

    public bool KnowsMm(ulong mm) => mmapLocks.ContainsKey(mm);

    public PageTableInfo TableOf(ulong entry, in EventHeader header)
    {
        var table = TableAtPage(entry >> 12, in header);
        if (table.Lock is not null && !(table.IsLockInferred && formula.IsConfirmed)) return table;
        if (formula.IsConfirmed) Prove(LockAt(formula.LockOf(table.Page), in header), table);
        else if (!table.IsLockInferred && pairs.TryLockOf(table.Page, out var address)) LockAt(address, in header);
        return table;
    }

    /// <summary>The table whose struct page is at this address, if that can be told.</summary>
    public PageTableInfo? TableOfStructPage(ulong structPage, in EventHeader header) => LockAt(unchecked(structPage + LockFormula.LockOffset), in header).Table;

    /// <summary>The table that an entry points to, if physical addresses can be told.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="level">Its level.</param>
    /// <param name="mm">Of the address space that it is of.</param>
    /// <param name="place">First address that it maps.</param>
    /// <param name="header">Of the line.</param>
    public PageTableInfo? TableBelow(PageEntry entry, TableLevel level, MmId mm, VirtualAddress place, in EventHeader header)
    {
        var frame = (ulong)entry.Pfn.Value;
        directMap.SawFrame(frame, mm, level == TableLevel.Pmd ? place : VirtualAddress.Unknown);
        return directMap.First is { } first ? TableOf(unchecked(first + frame) << 12, in header) : null;
    }

    /// <summary>The table in this frame was put into place, or cut off, and which table that is could not be told.</summary>
    public void Remember(PageEntry entry, bool isCutOff)
    {
        if (isCutOff) cutOff.Add((ulong)entry.Pfn.Value);
        else cutOff.Remove((ulong)entry.Pfn.Value);
    }

    /// <summary>True, once, if this table was cut off before that could be told.</summary>
    public bool WasCutOff(PageTableInfo table) => cutOff.Count > 0 && directMap.First is { } first && cutOff.Remove(unchecked(table.Page - first));

    /// <summary>The trace itself says which lock protects an entry.</summary>
    public void Told(ulong lockAddress, ulong entry, in EventHeader header)
    {
        if (lockAddress == 0 || entry == 0) return;
        formula.Try(lockAddress, entry >> 12);
        Pair(LockAt(lockAddress, in header), TableOf(entry, in header));
    }

    /// <summary>An entry is stored while these locks are held: that one of them is its table's is likely, but no more.</summary>
    public void Suspect(HeldLocks held, PageTableInfo table, ulong entry, in EventHeader header)
    {
        if (formula.IsConfirmed) return;
        held.Try(formula, table.Page);
        if (formula.IsConfirmed || table.Lock is { } known && (!table.IsLockInferred || held.Holds(known))) return;
        if ((pairs.KnowsClasses ? held.LikelyLockOf(table) : held.InnermostSpin(in header)) is not { } info) return;
        if (LockFormula.MayHold(info.Address)) return;

        // A table's page, and a lock's memory, serve another after they were freed; nothing tells when.
        pairs.Vote(info.Address, entry);
        if (table.IsLockInferred || pairs.TryLockOf(table.Page, out _)) Infer(info, table);
    }

    public void Tell(PageTableInfo table, in EventHeader header)
    {
        if (!table.HasNews || !table.IsLevelKnown) return;
        table.HasNews = false;
        if (table.Level == TableLevel.Pte) directMap.SawTable(table.Page, table.Mm, table.Base);
        batch.Add(new TableObserved
        {
            Header = header, Table = table.Id, Mm = table.Mm, Lock = table.Lock?.Id ?? default, Address = table.Base, Level = table.Level,
        });
    }

    /// <summary>After lost events a table may have become another's.</summary>
    public void ForgetTables()
    {
        foreach (var table in placed) table.Forget();
        placed.Clear();
    }

    private PageTableInfo TableAtPage(ulong page, in EventHeader header)
    {
        if (lastTable is { } last && last.Page == page) return last;
        if (!tables.TryGetValue(page, out var table)) tables[page] = table = new PageTableInfo(names.Table(page << 12, in header), page, placed);
        directMap.SawTable(page);
        return lastTable = table;
    }

    private static void Infer(LockInfo info, PageTableInfo table)
    {
        if (info.Table is { } former && former.Lock == info) former.Lock = null;
        if (table.Lock is { } old) old.Table = null;
        table.IsLockInferred = true;
        Pair(info, table);
    }

    // The formula overrules what was inferred before it was known.
    private static void Prove(LockInfo info, PageTableInfo table)
    {
        if (table.Lock is { } inferred && inferred != info) inferred.Table = null;
        table.IsLockInferred = false;
        Pair(info, table);
    }

    private static void Pair(LockInfo info, PageTableInfo table)
    {
        if (info.Table == table && table.Lock == info) return;
        info.Table = table;
        info.Class = LockClass.PageTable;
        table.Lock = info;
        table.HasNews = true;
    }
}
