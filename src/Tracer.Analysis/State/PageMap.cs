using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tracer.Analysis.State;

/// <summary>The entries of an address space as last stored: leaves of 8 pages found by a hash of <c>page >> 3</c>, huge entries apart.</summary>
public sealed class PageMap
{
    private const int LeafBits = 3;
    private const int LeafShift = 12 + LeafBits;
    private static readonly PageRecord[] Unseen = new PageRecord[1];

    private readonly Dictionary<ulong, PageRecord[]> leaves = [];
    private readonly Dictionary<ulong, PageRecord> huge = [];
    private readonly Stack<PageRecord[]> spare = [];
    private ulong lastKey = ulong.MaxValue;
    private PageRecord[]? lastLeaf;

    /// <summary>The record of the entry that maps or last mapped an address; of sequence 0 if no store was seen.</summary>
    public ref readonly PageRecord Find(VirtualAddress address)
    {
        ref readonly var small = ref Unseen[0];
        if (Leaf(address.Value >> 12 >> LeafBits, create: false) is { } leaf) small = ref leaf[SlotOf(address)];
        if (huge.Count == 0) return ref small;
        ref readonly var large = ref CollectionsMarshal.GetValueRefOrNullRef(huge, address.Value >> 21);
        if (!Unsafe.IsNullRef(in large) && large.Store.Header.Sequence >= small.Store.Header.Sequence) return ref large;
        return ref small;
    }

    /// <summary>Shows every present entry that maps one of these addresses, in no particular order, until the visitor has seen enough.</summary>
    public void Visit<TVisitor>(AddressRange extent, ref TVisitor visitor) where TVisitor : struct, IPageVisitor
    {
        if (extent.IsEmpty) return;
        foreach (var large in huge.Values)
            if (large.Store.New.IsPresent && large.Store.Extent.Overlaps(extent) && !visitor.Visit(in large)) return;

        var (first, last) = (extent.Start.Value >> LeafShift, (extent.End.Value - 1) >> LeafShift);
        if (last - first < (ulong)leaves.Count)
        {
            for (var key = first; key <= last; key++)
                if (Leaf(key, create: false) is { } leaf && !Visit(leaf, key, extent, ref visitor)) return;
            return;
        }

        foreach (var (key, leaf) in leaves)
            if (key >= first && key <= last && !Visit(leaf, key, extent, ref visitor)) return;
    }

    /// <param name="change">The store.</param>
    /// <param name="isZap">True if it gives the page up.</param>
    /// <param name="since">The task's last operation boundary: what it cleared since, it may put back changed.</param>
    internal void Store(in PteChanged change, bool isZap, long since)
    {
        ref readonly var before = ref Find(change.Address);
        var record = new PageRecord(in change, isZap ? change.Header : change.New.IsPresent ? before.Zapped : default, FormerOf(in change, in before, since));
        if (change.Level == TableLevel.Pmd)
        {
            // A PMD that points to a table leaves the translation to the table's entries.
            if (change.New.IsPresent && !change.New.IsHuge) huge.Remove(change.Address.Value >> 21);
            else huge[change.Address.Value >> 21] = record;
        }
        else if (change.Level == TableLevel.Pte)
        {
            Leaf(change.Address.Value >> 12 >> LeafBits, create: true)![SlotOf(change.Address)] = record;
        }
    }

    private static PageEntry FormerOf(in PteChanged change, in PageRecord before, long since)
    {
        if (!change.Old.IsPresent)
        {
            var isSecondHalf = !before.Store.New.IsPresent && before.Store.Header.Task == change.Header.Task && before.Store.Header.Sequence > since;
            return isSecondHalf ? before.Former : PageEntry.None;
        }

        // Ageing says nothing of what the entry allows.
        return change.Classify() == ChangeClass.Soft && before.IsKnown ? before.Former : change.Old;
    }

    internal void Clear()
    {
        foreach (var leaf in leaves.Values)
        {
            Array.Clear(leaf);
            spare.Push(leaf);
        }

        leaves.Clear();
        huge.Clear();
        (lastKey, lastLeaf) = (ulong.MaxValue, null);
    }

    private bool Visit<TVisitor>(PageRecord[] leaf, ulong key, AddressRange extent, ref TVisitor visitor) where TVisitor : struct, IPageVisitor
    {
        // Most ranges are of one page: the others of its leaf are not looked at.
        var first = key == extent.Start.Value >> LeafShift ? SlotOf(extent.Start) : 0;
        var last = key == (extent.End.Value - 1) >> LeafShift ? SlotOf(new(extent.End.Value - 1)) : leaf.Length - 1;
        for (var slot = first; slot <= last; slot++)
        {
            ref readonly var record = ref leaf[slot];
            if (!record.IsKnown || !record.Store.New.IsPresent || !extent.Contains(record.Store.Address)) continue;

            // Under a huge entry stored later, what the table below held maps nothing.
            if (huge.Count > 0 && huge.TryGetValue(record.Store.Address.Value >> 21, out var large) && large.Store.Header.Sequence >= record.Store.Header.Sequence) continue;
            if (!visitor.Visit(in record)) return false;
        }

        return true;
    }

    // Masked before it is narrowed: a page number of a user address is wider than an int.
    private static int SlotOf(VirtualAddress address) => (int)((address.Value >> 12) & ((1 << LeafBits) - 1));

    private PageRecord[]? Leaf(ulong key, bool create)
    {
        if (key == lastKey) return lastLeaf;
        if (!leaves.TryGetValue(key, out var leaf))
        {
            if (!create) return null;
            leaves[key] = leaf = spare.TryPop(out var used) ? used : new PageRecord[1 << LeafBits];
        }

        (lastKey, lastLeaf) = (key, leaf);
        return leaf;
    }
}

/// <summary>The last store of an entry.</summary>
public readonly struct PageRecord
{
    private readonly PteChanged store;
    private readonly EventHeader zapped;

    internal PageRecord(in PteChanged store, in EventHeader zapped, PageEntry former)
    {
        this.store = store;
        this.zapped = zapped;
        Former = former;
    }

    /// <summary>The store; its new entry is in force.</summary>
    [UnscopedRef]
    public ref readonly PteChanged Store => ref store;

    /// <summary>Where the page before was given up by zap_pte_range or its like; of kind None if it went in another way.</summary>
    [UnscopedRef]
    public ref readonly EventHeader Zapped => ref zapped;

    /// <summary>The present entry that the last change replaced, in one step or in two; none if the address was mapped anew.</summary>
    public PageEntry Former { get; }

    public bool IsKnown => store.Header.Kind != EventKind.None;

    /// <summary>The frame of an address that the entry maps; meaningful if it is present.</summary>
    public Pfn FrameOf(VirtualAddress address) => new(store.New.Pfn.Value + (long)((address.Value - store.Extent.Start.Value) / PageSize.Small));
}

/// <summary>Looks at the entries of a range one by one.</summary>
public interface IPageVisitor
{
    /// <summary>False if it has seen enough.</summary>
    bool Visit(in PageRecord record);
}
