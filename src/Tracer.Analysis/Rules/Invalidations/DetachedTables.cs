using System.Runtime.InteropServices;

namespace Tracer.Analysis.Rules.Invalidations;

/// <summary>Page tables cut off from their address spaces and not freed yet, with who has been told since.</summary>
internal sealed class DetachedTables
{
    private readonly List<DetachedTable> tables = [];

    public DetachedTable? Find(TableId id)
    {
        foreach (ref readonly var table in CollectionsMarshal.AsSpan(tables))
            if (table.Detached.Table == id) return table;
        return null;
    }

    public void Add(in TableDetached detached)
    {
        Remove(detached.Table);
        var extent = detached.Address.IsKnown ? AddressRange.Of(detached.Address, PageSize.Of(detached.Level + 1)) : default;
        tables.Add(new DetachedTable(detached, detached.Address.IsKnown ? detached.Mm : default, extent));
    }

    public void Remove(TableId id)
    {
        for (var i = tables.Count - 1; i >= 0; i--)
            if (tables[i].Detached.Table == id) tables.RemoveAt(i);
    }

    public void Flush(in TlbFlushed flush, bool isExact)
    {
        foreach (ref var table in CollectionsMarshal.AsSpan(tables))
        {
            if (table.Mm == flush.Mm && flush.Extent.Overlaps(table.Extent)) table.IsFlushed = true;

            // A gather is of one address space: the kernel trace's reader has taken the table for another's.
            else if (table.Mm != flush.Mm && table.Detached.Header.Task == flush.Header.Task && !isExact) table.ForgetPlace();
        }
    }

    public void Invalidate(in RangeInvalidated ir)
    {
        foreach (ref var table in CollectionsMarshal.AsSpan(tables))
            if (table.Mm == ir.Mm && ir.Extent.Overlaps(table.Extent)) table.IsInvalidated = true;
    }

    public void Clear() => tables.Clear();
}

/// <summary>A page table that was cut off.</summary>
internal struct DetachedTable(in TableDetached detached, MmId mm, AddressRange extent)
{
    public TableDetached Detached { get; } = detached;

    /// <summary>The address space that it was cut off from; 0 if its place is not known.</summary>
    public MmId Mm { get; private set; } = mm;

    /// <summary>The addresses it translates; empty if its place is not known.</summary>
    public AddressRange Extent { get; private set; } = extent;

    /// <summary>True if, since, CPUs were flushed of what their walks remember of it.</summary>
    public bool IsFlushed { get; set; }

    /// <summary>True if, since, secondary TLBs were.</summary>
    public bool IsInvalidated { get; set; }

    public void ForgetPlace() => (Mm, Extent) = (default, default);
}
