namespace Tracer.Tests.SecondOpinion;

/// <summary>Section 0: what storing an entry does to who may use the page.</summary>
internal enum ChangeClass
{
    /// <summary>Nothing that was mapped changes: a swap entry, an entry that points to a table.</summary>
    Other,
    Teardown,
    Replace,
    Downgrade,
    Clean,
    Upgrade,
    Establish,
    Soft,
    RemapLevel,
}

/// <summary>One stored entry, and the section of its lock in which it is stored.</summary>
internal sealed class Change
{
    private readonly Account account;
    private readonly Lazy<IReadOnlyList<PageEntry>> section;

    private Change(Account account, int at)
    {
        this.account = account;
        At = at;
        Said = account.Events[at].As<PteChanged>();
        Class = ClassOf(Said.Old, Said.New, Said.Level);
        IsLive = account.IsLive(Said.Table, at);
        Hold = account.TableHold(at, Said.Table);
        Unlocked = Hold is not null ? account.Dropped(Hold, at) : account.First(at, later => account.KindAt(later) == EventKind.LockReleased && account.TaskAt(later) == Task);
        section = new(() => [.. account.All<PteChanged>().Where(later => later.At >= at && later.At < Unlocked && Same(later.Said)).Select(later => later.Said.New)]);
    }

    internal int At { get; }

    /// <summary>Its table can be reached.</summary>
    internal bool IsLive { get; }

    internal PteChanged Said { get; }

    internal ChangeClass Class { get; }

    internal TaskId Task => Said.Header.Task;

    internal AddressRange Extent => Said.Extent;

    internal string Function => account.FunctionAt(At);

    /// <summary>The lock over it; null if its task does not hold it.</summary>
    internal Hold? Hold { get; }

    /// <summary>Where that lock is dropped; without it, where the task drops any.</summary>
    internal int Unlocked { get; }

    /// <summary>N01's classes.</summary>
    internal bool TakesAway => Class is ChangeClass.Teardown or ChangeClass.Replace or ChangeClass.Downgrade or ChangeClass.Clean;

    /// <summary>N01's exception: cleared and put back in one section, but for the accessed bit.</summary>
    internal bool IsPutBack => Class == ChangeClass.Teardown && section.Value.Skip(1).Any(entry => entry.Without(PageEntry.AccessedBit) == Said.Old.Without(PageEntry.AccessedBit));

    /// <summary>What lies in the entry when its lock is dropped.</summary>
    internal PageEntry Final => section.Value[^1];

    internal bool IsReverseMap => Function is "try_to_unmap_one" or "page_mkclean_one" or "dax_mapping_entry_mkclean";

    internal bool Same(in PteChanged other) => other.Header.Task == Task && other.Table == Said.Table && other.Index == Said.Index;

    internal static IReadOnlyList<Change> In(Account account) => [.. account.All<PteChanged>().Select(told => new Change(account, told.At))];

    private static ChangeClass ClassOf(PageEntry before, PageEntry after, TableLevel level)
    {
        const ulong NoExecute = 1UL << 63;
        var (was, isNow) = (before.IsPresent && before.IsLeafAt(level), after.IsPresent && after.IsLeafAt(level));
        if (!was) return isNow ? ChangeClass.Establish : ChangeClass.Other;
        if (!after.IsPresent) return ChangeClass.Teardown;
        if (!isNow) return ChangeClass.RemapLevel;
        if (after.Pfn != before.Pfn) return ChangeClass.Replace;
        var (lost, won) = (before.Bits & ~after.Bits, after.Bits & ~before.Bits);
        const ulong Rights = PageEntry.PresentBit | PageEntry.WritableBit | PageEntry.UserBit;
        if ((lost & Rights) != 0 || (won & NoExecute) != 0) return ChangeClass.Downgrade;
        if ((lost & PageEntry.DirtyBit) != 0) return ChangeClass.Clean;
        return (won & Rights) != 0 || (lost & NoExecute) != 0 ? ChangeClass.Upgrade : ChangeClass.Soft;
    }
}
