using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tracer.Analysis.State;

/// <summary>What a task did from taking a page-table lock until giving it back.</summary>
public sealed class TableSection
{
    private readonly List<SectionChange> changes = [];
    private readonly List<VmEvent> invalidations = [];

    // Paths walk upwards. While they do, a search ends at the last change; without this a huge page taken entry by entry costs its square.
    private bool entriesAscend = true;
    private bool addressesAscend = true;
    private AddressRange invalidated;

    /// <summary>Entries that were present when the section first stored them, one record an entry.</summary>
    public Span<SectionChange> Changes => CollectionsMarshal.AsSpan(changes);

    /// <summary>The invalidate_range calls of the section, in order.</summary>
    public ReadOnlySpan<VmEvent> Invalidations => CollectionsMarshal.AsSpan(invalidations);

    internal void Clear()
    {
        changes.Clear();
        invalidations.Clear();
        entriesAscend = addressesAscend = true;
        invalidated = default;
    }

    /// <summary>The record of an entry, or a null reference.</summary>
    internal ref SectionChange Find(TableId table, ushort index)
    {
        var span = Changes;
        if (entriesAscend && span.Length > 0 && IsBehind(span[^1].First, table, index)) span = default;
        for (var i = span.Length - 1; i >= 0; i--)
            if (span[i].First.Table == table && span[i].First.Index == index) return ref span[i];
        return ref Unsafe.NullRef<SectionChange>();
    }

    internal void Add(in PteChanged change, Bracket? bracket)
    {
        var early = default(VmEvent);
        if (invalidated.Contains(change.Extent))
        {
            foreach (ref readonly var ir in Invalidations)
                if (Covers(in ir.As<RangeInvalidated>(), in change)) early = ir;
        }

        if (changes.Count > 0)
        {
            ref readonly var last = ref Changes[^1];
            entriesAscend &= IsBehind(last.First, change.Table, change.Index);
            addressesAscend &= last.First.Extent.End <= change.Extent.Start;
        }

        changes.Add(new SectionChange(change, bracket, early));
    }

    internal void Add(in VmEvent invalidation)
    {
        ref readonly var ir = ref invalidation.As<RangeInvalidated>();
        invalidated = invalidations.Count == 0 ? ir.Extent : invalidated.Hull(ir.Extent);
        invalidations.Add(invalidation);
        var span = Changes;
        for (var i = span.Length - 1; i >= 0; i--)
        {
            ref var change = ref span[i];
            if (addressesAscend && change.First.Extent.End <= ir.Extent.Start) return;
            change.Invalidate(in invalidation);
        }
    }

    internal void Add(in TlbFlushed flush)
    {
        var span = Changes;
        for (var i = span.Length - 1; i >= 0; i--)
        {
            ref var change = ref span[i];
            if (addressesAscend && change.First.Extent.End <= flush.Start) return;
            if (flush.Mm != change.First.Mm || !change.IsDroppedBy(in flush)) continue;
            if (flush.Deferred) change.IsFlushDeferred = true;
            else change.IsFlushed = true;
        }
    }

    private static bool IsBehind(in PteChanged last, TableId table, ushort index) =>
        table.Value > last.Table.Value || table == last.Table && index > last.Index;

    private static bool Covers(in RangeInvalidated ir, in PteChanged change) => ir.Mm == change.Mm && ir.Extent.Contains(change.Extent);
}

/// <summary>One entry that a section took away or changed, from what it was to what it is.</summary>
public struct SectionChange(in PteChanged first, Bracket? bracket, in VmEvent invalidatedBefore)
{
    private readonly PteChanged first = first;
    private readonly VmEvent invalidatedBefore = invalidatedBefore;
    private VmEvent invalidation;

    /// <summary>The store that first changed the entry in this section; its old entry is what others may still use.</summary>
    [UnscopedRef]
    public readonly ref readonly PteChanged First => ref first;

    /// <summary>The entry as last stored in this section.</summary>
    public PageEntry Now { get; internal set; } = first.New;

    /// <summary>The bracket it lies in; null if none.</summary>
    public Bracket? Bracket { get; } = bracket;

    /// <summary>The last invalidate_range of the section that covers it and came before the first store; of kind None if there is none.</summary>
    [UnscopedRef]
    public readonly ref readonly VmEvent InvalidatedBefore => ref invalidatedBefore;

    /// <summary>The first invalidate_range after the first store that speaks of it, or of a part of it; of kind None if there is none.</summary>
    [UnscopedRef]
    public readonly ref readonly VmEvent Invalidation => ref invalidation;

    /// <summary>What that one and later ones cover in one piece.</summary>
    public AddressRange Invalidated { get; private set; }

    public readonly bool IsInvalidated => Invalidated.Contains(first.Extent);

    /// <summary>True if every CPU was flushed of it, after the first store and in this section.</summary>
    public bool IsFlushed { get; internal set; }

    /// <summary>True if that was put off for a batch instead.</summary>
    public bool IsFlushDeferred { get; internal set; }

    /// <summary>True if the flush reaches the entry: a TLB drops an entry whole, whichever address of it is flushed, as copy-on-write of a hugetlb page flushes the first 4 KiB.</summary>
    public readonly bool IsDroppedBy(in TlbFlushed flush) => flush.Extent.Overlaps(First.Extent);

    /// <summary>True if a CPU may still have it in its TLB: it could use the entry, which PROTNONE forbids, and has not been flushed of it.</summary>
    public readonly bool MayBeCached => !IsFlushed && (First.Old.Bits & PageEntry.PresentBit) != 0 && Class.NeedsNotification();

    /// <summary>What the section has done to the entry, all its stores taken together.</summary>
    public readonly ChangeClass Class => (First with { New = Now }).Classify();

    /// <summary>
    /// True if whoever shares the page table must be told before the lock is dropped: the old frame may be freed (case A of the catalogue's E7)
    /// or the entry points elsewhere (case B). A migration entry makes every faulter wait, so it needs none.
    /// </summary>
    public readonly bool NeedsInvalidation =>
        First.Old.IsPresent && First.Old.IsLeafAt(First.Level)
        && (Now.IsPresent ? Now.IsLeafAt(First.Level) && Now.Pfn != First.Old.Pfn : !Now.IsMigration && !KeepsFrame);

    internal void Invalidate(in VmEvent by)
    {
        ref readonly var ir = ref by.As<RangeInvalidated>();
        if (ir.Mm != first.Mm || !ir.Extent.Overlaps(first.Extent)) return;
        if (invalidation.Header.Kind == EventKind.None) (invalidation, Invalidated) = (by, ir.Extent);
        else if (ir.Start <= Invalidated.End && Invalidated.Start <= ir.End) Invalidated = Invalidated.Hull(ir.Extent);
    }

    // pmdp_invalidate leaves the frame in a not-present entry: the level changes, the memory stays.
    private readonly bool KeepsFrame => Now.IsHuge && !Now.IsNone && Now.Pfn == First.Old.Pfn;
}
