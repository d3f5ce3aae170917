namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>
/// Where page-table locks lie in the array of struct page, they are 64 bytes apart as their tables are 4096: lock = K + 64 × (entry / 4096).
/// K moves with address-space randomisation, so it is believed only when pairs of the same trace agree on it:
/// three of them, or one if K is that of a kernel without randomisation, which no pair gives by chance.
/// </summary>
internal sealed class LockFormula
{
    /// <summary>Where the lock lies in struct page.</summary>
    public const ulong LockOffset = 0x28;

    private const ulong StructPageSize = 64;
    private const int PairsNeeded = 3;

    // Struct pages of a terabyte of memory: a lock further off than this lies elsewhere.
    private const ulong Reach = 1UL << 34;

    private const ulong UnrandomisedDirectMap = 0xffff_8880_0000_0000;
    private const ulong UnrandomisedStructPages = 0xffff_ea00_0000_0000;

    private static readonly ulong Unrandomised = ConstantOf(UnrandomisedStructPages + LockOffset, UnrandomisedDirectMap >> 12);

    private readonly Dictionary<ulong, HashSet<ulong>> votes = [];
    private ulong constant;
    private ulong confirmedBy;

    public bool IsConfirmed { get; private set; }

    /// <summary>Where physical address 0 is mapped in the kernel; known only without randomisation.</summary>
    public ulong? DirectMap => IsConfirmed && constant == Unrandomised ? UnrandomisedDirectMap : null;

    /// <summary>True if a lock at this address may be part of a struct page.</summary>
    public static bool MayHold(ulong lockAddress) => (lockAddress & (StructPageSize - 1)) == LockOffset;

    /// <summary>A lock and a table page that seem to belong together.</summary>
    public void Vote(ulong lockAddress, ulong page)
    {
        if (IsConfirmed || !MayHold(lockAddress)) return;
        var candidate = ConstantOf(lockAddress, page);
        if (!votes.TryGetValue(candidate, out var pages)) votes[candidate] = pages = [];
        pages.Add(page);
        if (pages.Count < PairsNeeded && candidate != Unrandomised) return;
        IsConfirmed = true;
        constant = candidate;
        confirmedBy = lockAddress;
        votes.Clear();
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
