namespace Tracer.Engine;

/// <summary>Every choice that a protocol is made of.</summary>
public static class Choices
{
    /// <summary>All choices, as <c>list</c> shows them.</summary>
    public static IReadOnlyList<Choice> All => field ??=
        [.. Known.Select(choice => new Choice(choice.Name, choice.Summary, choice.Values, Protocols.Where(choice.AppliesTo)))];

    internal static IReadOnlyList<DeclaredChoice> Known { get; } =
    [
        Of<NotifierList>("what keeps the list of notifiers in being while it is walked: under RCU no callback may sleep"),
        Of<Gather>("whether preemption is off while a task collects pages to free"),
        Of<GatherPlace>("whether munmap and its like begin to collect before range_start or after it"),
        Of<IMmapLock>("the lock of a file's mappings"),
        Of<AnonVmaLock>("the lock of the mappings of anonymous memory"),
        Of<HugePages>("what memory is mapped by huge pages: none, private memory, or files too"),
        Of<HugeNotify>("how the change of a huge entry is announced: by a range with the page-table lock held, by a callback of its own there, or by a range around the lock",
            protocol => !protocol.Is(HugePages.Absent)),
        Of<RmapNotify>("what the reverse-map paths call: invalidate_page for each entry, or a call for the whole range"),
        Of<RmapPagePlace>("where invalidate_page is called: under the page-table lock, or after it is dropped", RangeIsNotNotified),
        Of<RmapRangeApi>("how the range is notified: by one invalidate_range after the loop, or by range_start before it and range_end after it", RangeIsNotified),
        Of<RmapRangeLength>("the unit of the range's length: the number of pages taken for a number of bytes, or bytes", RangeIsNotified),
        Of<RmapRangeBase>("where the range begins: at the address that the reverse map hands in, or at the beginning of the page it lies in", RangeIsNotified),
        Of<RmapRangeEnd>("whether the range ends with the region at the latest", RangeIsNotified),
        Of<RmapInvalidateRange>("whether invalidate_range is called for each entry under the page-table lock", RangeIsNotified),
        Of<RmapWalkAddress>("which address the reverse map hands in: the beginning of the page, or one inside a huge page"),
        Of<DaxNotify>("what writeback of a DAX file calls for an entry: invalidate_page after the lock is dropped, or range_start and range_end around it"),
        Of<InvalidatePageCallback>("whether drivers have an invalidate_page callback"),
        Of<InvalidateRangeCallback>("whether drivers have an invalidate_range callback"),
        Of<RangeEnd>("whether range_end calls invalidate_range before the end callbacks", protocol => protocol.Is(InvalidateRangeCallback.Exists)),
        Of<ChangePteOrder>("whether change_pte is called before the new entry is set or after"),
        Of<ChangePteBracket>("whether a page that is replaced by way of change_pte is announced as a range too"),
        Of<ChangePteFallback>("what a driver without change_pte hears in its place", protocol => protocol.Is(InvalidatePageCallback.Exists)),
        Of<LazyFree>("whether there is MADV_FREE"),
        Of<ReclaimFlush>("whether reclaim may put off the flush of the CPUs until it has cleared a batch of entries"),
        Of<PendingFlush>("whether munmap and madvise flush what reclaim left pending before they trust an entry that is gone",
            protocol => protocol.Is(ReclaimFlush.Batched)),
        Of<ZapFlush>("where MADV_DONTNEED flushes the CPUs: with what it has gathered, or before range_end too"),
        Of<OomReaper>("how the memory of a killed process is taken while it still runs"),
        Of<StartOnlyGuard>("what a driver with range_start and no range_end does against mapping an old page again"),
        Of<ApicReload>("from which callback KVM learns that the page of the interrupt controller has moved"),
    ];

    internal static int IndexOf(Type type)
    {
        for (var i = 0; i < Known.Count; i++)
            if (Known[i].Type == type) return i;
        throw new ArgumentException($"{type.Name} is no choice");
    }

    private static DeclaredChoice Of<T>(string summary, Predicate<Protocol>? applies = null)
        where T : struct, Enum => new(typeof(T), summary, applies);

    private static bool RangeIsNotified(Protocol protocol) => protocol.Is(RmapNotify.Range);

    private static bool RangeIsNotNotified(Protocol protocol) => protocol.Is(RmapNotify.Page);
}
