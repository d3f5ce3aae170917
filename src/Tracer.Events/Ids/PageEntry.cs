namespace Tracer.Events.Ids;

/// <summary>A page-table entry in x86-64 encoding, on a kernel trace as read, in the engine made by the same bits.</summary>
/// <remarks>Bits: 0 present, 1 writable, 2 user, 5 accessed, 6 dirty, 7 page size (above the lowest level), 8 global (PROTNONE if not present), 63 no-execute.
/// A non-zero entry without bit 0 has its frame inverted (against L1TF). One without bits 0, 7 and 8 is a swap entry: type in bits 59-63, inverted offset in bits 9-58.</remarks>
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
    private const ulong FrameInHugePage = 0x001f_f000;
    private const int SwapTypeShift = 59;
    private const int SwapOffsetShift = 9;

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
        ((ulong)type << SwapTypeShift) | (~((ulong)offset << SwapOffsetShift) & ((1UL << SwapTypeShift) - (1UL << SwapOffsetShift))));

    /// <summary>A migration entry: whoever faults on it waits for the migration to end.</summary>
    public static PageEntry Migration(Pfn pfn, bool writable) => Swap(writable ? LastMigrationType : FirstMigrationType, pfn.Value);

    public bool IsNone => Bits == 0;

    /// <summary>True if a CPU may use it, or could but for PROTNONE.</summary>
    public bool IsPresent => (Bits & (PresentBit | ProtNoneBit)) != 0;

    public bool IsWritable => (Bits & WritableBit) != 0;

    public bool IsDirty => (Bits & DirtyBit) != 0;

    public bool IsAccessed => (Bits & AccessedBit) != 0;

    public bool IsHuge => (Bits & HugeBit) != 0;

    /// <summary>True for a swap, migration or marker entry; an invalidated huge entry keeps its size bit and is neither this nor present.</summary>
    public bool IsSwap => !IsNone && (Bits & (PresentBit | ProtNoneBit | HugeBit)) == 0;

    public bool IsMigration => IsSwap && (int)(Bits >> SwapTypeShift) is >= FirstMigrationType and <= LastMigrationType;

    /// <summary>The slot of a swap entry, the frame of a migration entry.</summary>
    public long SwapOffset => (long)((~Bits & ((1UL << SwapTypeShift) - 1)) >> SwapOffsetShift);

    /// <summary>Meaningful if present, and of an invalidated huge entry.</summary>
    public Pfn Pfn => new((long)((Plain & PfnMask) >> 12));

    /// <summary>True if an entry of a table of this level maps memory rather than a lower table.</summary>
    public bool IsLeafAt(TableLevel level) => level == TableLevel.Pte || IsHuge;

    /// <summary>With these flags too; the frame stays.</summary>
    public PageEntry With(ulong flags) => Stored(Plain | flags);

    /// <summary>Without these flags; the frame stays.</summary>
    public PageEntry Without(ulong flags) => Stored(Plain & ~flags);

    public override string ToString() => $"0x{Bits:x}";

    // The frame as if the entry were present. A huge entry has no frame bits below its size, so inverting may not bring them in.
    private ulong Plain => IsSwap || IsNone || (Bits & PresentBit) != 0 ? Bits : (Bits ^ PfnMask) & ~(IsHuge ? FrameInHugePage : 0);

    private static PageEntry Stored(ulong plain) => new(
        (plain & PresentBit) != 0 || (plain & (ProtNoneBit | HugeBit)) == 0 ? plain : (plain ^ PfnMask) & ~((plain & HugeBit) != 0 ? FrameInHugePage : 0));
}
