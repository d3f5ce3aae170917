namespace Tracer.Events;

/// <summary>A page-table entry in x86-64 encoding, on a kernel trace as read, in the engine made by the same bits.</summary>
/// <remarks>Bits: 0 present, 1 writable, 2 user, 5 accessed, 6 dirty, 7 page size (above the lowest level), 8 global (PROTNONE if not present), 63 no-execute.
/// Where bit 0 is clear and the entry is not none, the frame's bits are inverted, so that a speculating CPU finds no memory there.
/// A non-present, non-zero entry is a swap entry: type in bits 59-63, inverted offset in bits 14-58.</remarks>
public readonly record struct PageEntry(ulong Bits)
{
    public const ulong PresentBit = 1;
    public const ulong WritableBit = 1 << 1;
    public const ulong UserBit = 1 << 2;
    public const ulong AccessedBit = 1 << 5;
    public const ulong DirtyBit = 1 << 6;
    public const ulong HugeBit = 1 << 7;
    public const ulong ProtNoneBit = 1 << 8;
    private const ulong PfnMask = 0x000f_ffff_ffff_f000;
    private const ulong HugePfnMask = 0x000f_ffff_ffe0_0000;
    private const int SwapTypeShift = 59;
    private const int SwapOffsetShift = 14;

    // include/linux/swap.h of 6.1 with every option on: hwpoison, then migration read, read-exclusive, write, then device entries.
    private const int FirstMigrationType = 24;
    private const int LastMigrationType = 26;

    public static PageEntry None { get; }

    /// <summary>A present entry for <paramref name="pfn"/>, accessed, readable by the user.</summary>
    public static PageEntry Present(Pfn pfn, bool writable, bool dirty = false, bool huge = false) => new(
        ((ulong)pfn.Value << 12) | PresentBit | UserBit | AccessedBit
        | (writable ? WritableBit : 0) | (dirty ? DirtyBit : 0) | (huge ? HugeBit : 0));

    /// <summary>An entry that points to a lower table at <paramref name="pfn"/>.</summary>
    public static PageEntry Table(Pfn pfn) => new(((ulong)pfn.Value << 12) | PresentBit | WritableBit | UserBit | AccessedBit | DirtyBit);

    /// <summary>A swap entry: not present, names a slot of a swap area.</summary>
    public static PageEntry Swap(int type, long offset) => new(
        ((ulong)type << SwapTypeShift) | (~((ulong)offset << SwapOffsetShift) & (((1UL << SwapTypeShift) - 1) & ~((1UL << SwapOffsetShift) - 1))));

    /// <summary>A migration entry: whoever faults on it waits for the migration to end.</summary>
    public static PageEntry Migration(Pfn pfn, bool writable) => Swap(writable ? LastMigrationType : FirstMigrationType, pfn.Value);

    public bool IsNone => Bits == 0;

    /// <summary>True if a CPU may use it, or could but for PROTNONE.</summary>
    public bool IsPresent => (Bits & (PresentBit | ProtNoneBit)) != 0;

    public bool IsWritable => (Bits & WritableBit) != 0;

    public bool IsDirty => (Bits & DirtyBit) != 0;

    public bool IsAccessed => (Bits & AccessedBit) != 0;

    public bool IsHuge => (Bits & HugeBit) != 0;

    /// <summary>True for a swap, migration or marker entry.</summary>
    public bool IsSwap => !IsNone && !IsPresent;

    public bool IsMigration => IsSwap && (int)(Bits >> SwapTypeShift) is >= FirstMigrationType and <= LastMigrationType;

    /// <summary>Meaningful only if present, or invalidated and not yet replaced.</summary>
    public Pfn Pfn => new((long)((IsInverted ? ~Bits & InvertedMask : Bits & PfnMask) >> 12));

    /// <summary>True if an entry of a table of this level maps memory rather than a lower table.</summary>
    public bool IsLeafAt(TableLevel level) => level == TableLevel.Pte || IsHuge;

    public PageEntry With(ulong bits) => Keeping(new PageEntry(Bits | bits));

    public PageEntry Without(ulong bits) => Keeping(new PageEntry(Bits & ~bits));

    public override string ToString() => $"0x{Bits:x}";

    private bool IsInverted => (Bits & PresentBit) == 0 && !IsNone;

    private ulong InvertedMask => IsHuge ? HugePfnMask : PfnMask;

    // The frame stays the same when other bits change, whichever way it is written before and after.
    private PageEntry Keeping(PageEntry changed) => IsNone || changed.IsInverted == IsInverted ? changed : new(changed.Bits ^ changed.InvertedMask);
}
