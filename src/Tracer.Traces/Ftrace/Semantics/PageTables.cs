namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>What is known of a lock.</summary>
internal sealed class LockInfo(LockId id, ulong address)
{
    public LockId Id { get; } = id;

    public ulong Address { get; } = address;

    public LockClass Class { get; set; }

    public MmId Mm { get; set; }

    /// <summary>The page table it protects, once that is known.</summary>
    public PageTableInfo? Table { get; set; }
}

/// <summary>What is known of a page-table page.</summary>
/// <param name="id">Its id.</param>
/// <param name="page">The kernel address of the page, divided by 4096.</param>
/// <param name="placed">Takes it once it is known where it serves.</param>
internal sealed class PageTableInfo(TableId id, ulong page, List<PageTableInfo> placed)
{
    private bool isPlaced;

    public TableId Id { get; } = id;

    /// <summary>The kernel address of the page, divided by 4096.</summary>
    public ulong Page { get; } = page;

    public LockInfo? Lock { get; set; }

    /// <summary>Its lock was concluded from stores made under it, and holds until a store is made under another.</summary>
    public bool IsLockInferred { get; set; }

    public TableLevel Level { get; set; }

    public bool IsLevelKnown { get; set; }

    public MmId Mm { get; set; }

    /// <summary>First byte that entry 0 maps.</summary>
    public VirtualAddress Base { get; set; } = VirtualAddress.Unknown;

    /// <summary>It is told to be out of reach: taken out of its place, or not yet in it.</summary>
    public bool IsDetached { get; set; }

    /// <summary>Something is known that no event has told yet.</summary>
    public bool HasNews { get; set; }

    /// <summary>The address of an entry.</summary>
    public VirtualAddress AddressOf(int index) =>
        Base.IsKnown ? new VirtualAddress(unchecked(Base.Value + (ulong)index * PageSize.Of(Level))) : VirtualAddress.Unknown;

    public void Learn(MmId mm, VirtualAddress address, TableLevel level)
    {
        if (!isPlaced) placed.Add(this);
        isPlaced = true;
        if (!IsLevelKnown || Level != level)
        {
            Level = level;
            IsLevelKnown = true;
            Base = VirtualAddress.Unknown;
            HasNews = true;
        }

        if (mm.Value != 0 && mm != Mm)
        {
            Mm = mm;
            HasNews = true;
        }

        if (!address.IsKnown) return;
        var start = address.AlignDown(PageSize.Of(level) * 512);
        if (start == Base) return;
        Base = start;
        HasNews = true;
    }

    /// <summary>The page no longer serves where it did; which lock protects it stays true.</summary>
    public void Forget()
    {
        Mm = default;
        Base = VirtualAddress.Unknown;
        IsLevelKnown = isPlaced = false;
    }
}
