namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>
/// Where page-table locks lie in the array of struct page, they are 64 bytes apart as their tables are 4096: lock = K + 64 × (entry / 4096).
/// K moves with address-space randomisation, but only by whole gigabytes of the direct map and of the array: K is 0x28 modulo 16 MiB on every machine,
/// which no lock has by chance with a table that it does not protect, so one pair proves it.
/// </summary>
internal sealed class LockFormula
{
    /// <summary>Where the lock lies in struct page.</summary>
    public const ulong LockOffset = 0x28;

    /// <summary>Where the kernel maps physical address 0 without randomisation.</summary>
    public const ulong UnrandomisedDirectMap = 0xffff_8880_0000_0000;

    private const ulong UnrandomisedStructPages = 0xffff_ea00_0000_0000;
    private const ulong StructPageSize = 64;

    // The direct map begins at a whole GiB, which moves K by 16 MiB; the array of struct page does too, which moves it by more.
    private const ulong Step = 1UL << 24;

    // Struct pages of a terabyte of memory: a lock further off than this lies elsewhere.
    private const ulong Reach = 1UL << 34;

    private static readonly ulong Unrandomised = ConstantOf(UnrandomisedStructPages + LockOffset, UnrandomisedDirectMap >> 12);

    private ulong constant;
    private ulong confirmedBy;

    public bool IsConfirmed { get; private set; }

    public bool IsUnrandomised => IsConfirmed && constant == Unrandomised;

    /// <summary>Where the direct map begins, as far as K tells it: modulo 64 GiB, in pages.</summary>
    public ulong DirectMapResidue => unchecked(LockOffset - constant) / StructPageSize % DirectMap.Modulus;

    /// <summary>True if a lock at this address may be part of a struct page.</summary>
    public static bool MayHold(ulong lockAddress) => (lockAddress & (StructPageSize - 1)) == LockOffset;

    /// <summary>A lock and a table page that may belong together: if they do, that proves the formula.</summary>
    public void Try(ulong lockAddress, ulong page)
    {
        var candidate = ConstantOf(lockAddress, page);
        if (IsConfirmed || candidate % Step != LockOffset) return;
        IsConfirmed = true;
        constant = candidate;
        confirmedBy = lockAddress;
    }

    public ulong LockOf(ulong page) => unchecked(constant + page * StructPageSize);

    /// <summary>The table page that a lock protects, if the lock lies where page-table locks do.</summary>
    public bool TryPageOf(ulong lockAddress, out ulong page)
    {
        page = 0;
        if (!IsConfirmed || !MayHold(lockAddress)) return false;
        var distance = lockAddress > confirmedBy ? lockAddress - confirmedBy : confirmedBy - lockAddress;
        if (distance > Reach) return false;
        page = unchecked(lockAddress - constant) / StructPageSize;
        return true;
    }

    private static ulong ConstantOf(ulong lockAddress, ulong page) => unchecked(lockAddress - page * StructPageSize);
}
