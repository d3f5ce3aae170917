namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>
/// Which lock protects which page table where the lock lies outside struct page, as it does where a spin lock is larger than a word:
/// a pair is believed once several entries of the table were stored under that lock, and neither was ever seen with another.
/// </summary>
internal sealed class LockPairs
{
    private const int EntriesNeeded = 3;
    private const ulong Disputed = 0;

    private readonly Dictionary<ulong, Votes> byPage = [];
    private readonly Dictionary<ulong, ulong> pageOfLock = [];

    /// <summary>The trace says which locks are page-table locks, so that no other need be suspected of being one.</summary>
    public bool KnowsClasses { get; set; }

    /// <summary>An entry was stored while this lock was held.</summary>
    public void Vote(ulong lockAddress, ulong entry)
    {
        var page = entry >> 12;
        if (!byPage.TryGetValue(page, out var votes)) byPage[page] = votes = new Votes(lockAddress);
        if (votes.Lock != lockAddress) votes.Lock = Disputed;
        if (votes.Entries.Count < EntriesNeeded) votes.Entries.Add(entry);
        if (!pageOfLock.TryAdd(lockAddress, page) && pageOfLock[lockAddress] != page) pageOfLock[lockAddress] = Disputed;
    }

    public bool TryLockOf(ulong page, out ulong lockAddress)
    {
        lockAddress = byPage.TryGetValue(page, out var votes) && votes.Entries.Count >= EntriesNeeded ? votes.Lock : Disputed;
        return lockAddress != Disputed && pageOfLock[lockAddress] == page;
    }

    public bool TryPageOf(ulong lockAddress, out ulong page) =>
        pageOfLock.TryGetValue(lockAddress, out page) && page != Disputed && TryLockOf(page, out _);

    private sealed class Votes(ulong lockAddress)
    {
        public ulong Lock { get; set; } = lockAddress;

        public HashSet<ulong> Entries { get; } = [];
    }
}
