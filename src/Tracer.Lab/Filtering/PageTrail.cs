namespace Tracer.Lab.Filtering;

/// <summary>
/// Follows pages through all tasks. Of addresses: what touches them, and what touches the frames that lie there, wherever that happens. Of a frame: what names it, and what touches
/// the addresses where it lies. Once a frame is handed out again it is another page.
/// </summary>
public sealed class PageTrail
{
    // As many as the largest huge page has.
    private const long MostPages = 1 << 18;

    private readonly AddressRange? range;
    private readonly HashSet<long> frames = [];
    private readonly HashSet<(int Space, ulong Page)> places = [];
    private readonly HashSet<int> spaces = [];

    private PageTrail(AddressRange? range) => this.range = range;

    /// <summary>The pages of some addresses, in every address space.</summary>
    public static PageTrail Of(AddressRange addresses)
    {
        var last = new VirtualAddress(addresses.End.Value - 1).AlignDown(PageSize.Small);
        return new PageTrail(new AddressRange(addresses.Start.AlignDown(PageSize.Small), last + PageSize.Small));
    }

    /// <summary>A page frame.</summary>
    public static PageTrail Of(Pfn pfn)
    {
        var trail = new PageTrail(range: null);
        trail.frames.Add(pfn.Value);
        return trail;
    }

    /// <summary>True if the next event touches what is followed.</summary>
    public bool Takes(in VmEvent e)
    {
        var extent = IsOfTable(in e) ? null : EventExtent.Of(in e);
        var space = EventShape.MmOf(in e).Value;
        var runs = EventFrames.Of(in e);
        var isThere = extent is { } touched && IsThere(touched, space);
        var isNamed = runs.Any(HasFollowed);
        if (isThere || isNamed) Learn(in e, extent, space, runs);
        return isThere || isNamed || extent is null && spaces.Contains(space) && IsOfAll(e.Header.Kind);
    }

    private bool IsThere(AddressRange extent, int space)
    {
        if (range is { } wanted) return wanted.Overlaps(extent);
        foreach (var (where, page) in places)
            if ((space == 0 || space == where) && extent.Contains(new VirtualAddress(page))) return true;
        return false;
    }

    private bool HasFollowed(FrameRun run)
    {
        if (run.Count == 1) return frames.Contains(run.First);
        foreach (var frame in frames)
            if (run.Contains(frame)) return true;
        return false;
    }

    private void Learn(in VmEvent e, AddressRange? extent, int space, IReadOnlyList<FrameRun> runs)
    {
        if (space != 0) spaces.Add(space);
        if (e.Header.Kind == EventKind.PageAllocated) ForgetFormer(runs);
        if (extent is not { } at) return;
        foreach (var run in runs)
        {
            if (run.IsTable) continue;
            if (range is { } wanted) FollowFrames(wanted, at, run);
            else if (HasFollowed(run)) places.Add((space, (at.Start.AlignDown(PageSize.Small) + (ulong)(frames.First(run.Contains) - run.First) * PageSize.Small).Value));
        }
    }

    private void FollowFrames(AddressRange wanted, AddressRange at, FrameRun run)
    {
        var start = at.Start.AlignDown(PageSize.Small);
        for (var i = 0L; i < Math.Min(run.Count, MostPages); i++)
            if (wanted.Contains(start + (ulong)i * PageSize.Small)) frames.Add(run.First + i);
    }

    private void ForgetFormer(IReadOnlyList<FrameRun> runs)
    {
        places.Clear();
        if (range is not null) frames.RemoveWhere(frame => runs.Any(run => run.Contains(frame)));
    }

    // The way down to an entry is long, and the same for many pages.
    private static bool IsOfTable(in VmEvent e) => e.Header.Kind switch
    {
        EventKind.TableObserved or EventKind.TablePublished or EventKind.TableDetached or EventKind.TableFreed => true,
        EventKind.PteRead => e.As<PteRead>().Level > TableLevel.Pte && !e.As<PteRead>().Entry.IsHuge,
        EventKind.PteChanged => e.As<PteChanged>() is { Level: > TableLevel.Pte, Old.IsHuge: false, New.IsHuge: false },
        _ => false,
    };

    // What is said of an address space as a whole is said of each of its pages.
    private static bool IsOfAll(EventKind kind) => kind is EventKind.TlbFlushed or EventKind.RangeInvalidated or EventKind.CallbackEntered or EventKind.CallbackReturned
        or EventKind.RangeStartEntered or EventKind.RangeStartReturned or EventKind.RangeEndEntered or EventKind.SecondaryFlushed or EventKind.ReleaseEntered or EventKind.ReleaseReturned;
}
