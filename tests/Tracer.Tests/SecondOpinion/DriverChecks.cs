namespace Tracer.Tests.SecondOpinion;

/// <summary>Section 2.6, what a driver owes.</summary>
internal static class DriverChecks
{
    internal static IReadOnlyList<SlowCheck> All { get; } =
    [
        new("D02", 0, 6, MappedInsideARange),
        new("D03", 0, 6, MappedBeforeTheChange),
        new("D04", 0, 6, a => StepsOutOfOrder(a).Concat(TestsThatLie(a))),
        new("D05", 0, 6, MappedWithoutATest),
        new("D11", 0, 6, a => Left(a).Where(left => Naming(a, left) == "D11").Select(left => left.Call.Returned).Concat(Unflushed(a))),
        new("D13", 0, 6, WalksAfterRelease),
        new("D14", 0, 6, MappedAfterRelease),
        new("D15", 0, 6, a => a.All<SecondaryLayoutChanged>().Where(told => a.Brackets.Any(bracket => bracket.Mm == told.Said.Mm && bracket.IsOpenAt(told.At))).Select(told => told.At)),
        new("D16", 0, 6, a => Left(a).Where(left => Naming(a, left) == "D16").Select(left => left.Call.Returned).Concat(OneTooMany(a))),
        new("D17", 0, 6, a => Left(a).Where(left => Naming(a, left) == "D17").Select(left => left.Call.Returned)),
        new("D19", 0, 6, DirtyUntold),
    ];

    private static IEnumerable<(int At, SecondaryMapped Said, DriverTraits Traits)> Mapped(Account a) =>
        from told in a.All<SecondaryMapped>()
        let traits = a.TraitsOf(told.Said.Driver, told.At)
        where traits is not null
        select (told.At, told.Said, traits.Value);

    private static AddressRange ExtentOf(in SecondaryMapped told) => AddressRange.Of(told.Address, PageSize.Of(told.Level));

    private static AddressRange ExtentOf(in SecondaryUnmapped told) => AddressRange.Of(told.Address, PageSize.Of(told.Level));

    private static bool Counts(DriverTraits traits) => (traits & DriverTraits.Counts) != 0 || traits.HasFlag(DriverTraits.RangeStart | DriverTraits.RangeEnd) && !Pins(traits);

    private static bool Pins(DriverTraits traits) => (traits & DriverTraits.PinsPages) != 0;

    private static CallbackEntered? CallbackAt(Account a, int at) => a.Moments[at].Callbacks is [.., var entered] ? a.Events[entered].As<CallbackEntered>() : null;

    private static IEnumerable<int> MappedInsideARange(Account a) =>
        Mapped(a).Where(told => Counts(told.Traits) && CallbackAt(a, told.At)?.Callback != CallbackKind.ChangePte
            && a.Brackets.Any(bracket => bracket.Mm == told.Said.Mm && bracket.IsOpenAt(told.At) && bracket.Range.Overlaps(ExtentOf(told.Said)))).Select(told => told.At);

    private static IEnumerable<int> MappedBeforeTheChange(Account a) =>
        from told in Mapped(a)
        where (told.Traits & DriverTraits.RangeStart) != 0 && !Counts(told.Traits) && !Pins(told.Traits)
        where a.Brackets.Any(bracket => bracket.Mm == told.Said.Mm && bracket.IsOpenAt(told.At) && bracket.Range.Overlaps(ExtentOf(told.Said))
            && !a.Changes.Any(change => change.Task == bracket.Task && change.Said.Mm == bracket.Mm && change.TakesAway && change.At > bracket.Opened && change.At < told.At
                && change.Extent.Overlaps(ExtentOf(told.Said))))
        select told.At;

    private static IEnumerable<int> StepsOutOfOrder(Account a)
    {
        foreach (var call in a.Callbacks)
        {
            var steps = call.Within<InvalidationCounted>(a).Where(step => step.Said.Driver == call.Said.Driver).ToList();
            for (var i = 0; i < steps.Count; i++)
                if (steps[i].Said is { Step: CounterStep.CountLowered, InvalidationSequence: >= 0 } && (i == 0 || steps[i - 1].Said.Step != CounterStep.SequenceMoved)) yield return steps[i].At;
            if (call.Said.Callback != CallbackKind.RangeStart) continue;
            var raised = steps.FirstOrDefault(step => step.Said.Step == CounterStep.CountRaised).At;
            foreach (var (at, _) in call.Within<SecondaryUnmapped>(a).Where(told => told.At < raised && told.Said.Driver == call.Said.Driver)) yield return at;
        }
    }

    // The test finds nothing though a range is counted as open, or the sequence has moved since it was sampled; or what it found is not heeded.
    private static IEnumerable<int> TestsThatLie(Account a)
    {
        foreach (var (at, test) in a.All<RetryTested>())
        {
            var last = a.All<InvalidationCounted>().LastOrDefault(told => told.At < at && told.Said.Driver == test.Driver);
            var sample = a.All<InvalidationSampled>().LastOrDefault(told => told.At < at && told.Said.Driver == test.Driver
                && told.Said.Header.Task == test.Header.Task);
            var isDisturbed = last.Said.Open > 0 || sample.At > 0 && last.At > sample.At && last.Said.InvalidationSequence != sample.Said.InvalidationSequence;
            if (!test.Stale && isDisturbed) yield return at;
            if (!test.Stale) continue;
            var next = a.First(at + 1, later => a.TaskAt(later) == test.Header.Task && a.KindAt(later) is EventKind.SecondaryMapped or EventKind.RetryTested or EventKind.InvalidationSampled
                or EventKind.SecondaryFaultEnded or EventKind.SecondaryFaultBegan or EventKind.SecondaryFaultRetried);
            if (next < a.Events.Count && a.KindAt(next) == EventKind.SecondaryMapped) yield return next;
        }
    }

    // In an open range the entry is D02's.
    private static IEnumerable<int> MappedWithoutATest(Account a)
    {
        var inside = MappedInsideARange(a).ToHashSet();
        foreach (var (at, told, traits) in Mapped(a))
        {
            if ((traits & DriverTraits.Counts) == 0 || CallbackAt(a, at) is not null || inside.Contains(at)) continue;
            var began = a.All<SecondaryFaultBegan>().LastOrDefault(fault => fault.At < at && fault.Said.Driver == told.Driver && fault.Said.Header.Task == told.Header.Task).At;
            var test = a.All<RetryTested>().LastOrDefault(tested => tested.At < at && tested.At > began && tested.Said.Driver == told.Driver && tested.Said.Header.Task == told.Header.Task).At;
            if (test == 0 || !a.Moments[at].Held.Any(hold => hold.Since < test && hold.Lock.Class is LockClass.Driver or LockClass.Device)) yield return at;
        }
    }

    // What a device has at a place: entries set and not zapped since.
    private static IEnumerable<(int At, SecondaryMapped Said)> Present(Account a, DriverId driver, MmId mm, int at) =>
        a.All<SecondaryMapped>().Where(told => told.At < at && told.Said.Driver == driver && told.Said.Mm == mm
            && !a.All<SecondaryUnmapped>().Any(gone => gone.At > told.At && gone.At < at && gone.Said.Driver == driver && gone.Said.Mm == mm && gone.Said.Address == told.Said.Address)
            && !a.All<SecondaryMapped>().Any(again => again.At > told.At && again.At < at && again.Said.Driver == driver && again.Said.Mm == mm && again.Said.Address == told.Said.Address));

    private static IEnumerable<Callback> Zapping(Account a) =>
        a.Callbacks.Where(call => !Pins(call.Traits) && call.Said.Callback is CallbackKind.RangeStart or CallbackKind.InvalidateRange or CallbackKind.InvalidatePage
            or CallbackKind.InvalidateHugepage or CallbackKind.ChangePte && a.Events[call.Returned].As<CallbackReturned>().Extent == call.Said.Extent);

    // Entries that a callback should have dropped, and that lie there still when it returns.
    private static IEnumerable<(Callback Call, AddressRange Extent)> Left(Account a) =>
        from call in Zapping(a)
        where call.Said.Callback is CallbackKind.RangeStart or CallbackKind.InvalidateRange or CallbackKind.InvalidatePage or CallbackKind.InvalidateHugepage
        from told in Present(a, call.Said.Driver, call.Said.Mm, call.Entered)
        where ExtentOf(told.Said).Overlaps(call.Said.Extent)
        where !a.All<SecondaryUnmapped>().Any(gone => gone.At > call.Entered && gone.At < call.Returned && gone.Said.Driver == call.Said.Driver && gone.Said.Mm == call.Said.Mm
            && gone.Said.Address == told.Said.Address)
        select (call, ExtentOf(told.Said));

    // Wider than the range: the granule was not rounded out. Alone at the range's edge while others of it went: the overlap test is off by one.
    private static string Naming(Account a, (Callback Call, AddressRange Extent) left)
    {
        var range = left.Call.Said.Extent;
        if (!range.Contains(left.Extent)) return "D17";
        var isAlone = Left(a).Count(other => other.Call.Entered == left.Call.Entered) == 1;
        return isAlone && Gone(a, left.Call).Any(gone => range.Contains(gone)) && (left.Extent.Start == range.Start || left.Extent.End == range.End) ? "D16" : "D11";
    }

    // The entries that were there and went.
    private static IEnumerable<AddressRange> Gone(Account a, Callback call) =>
        call.Within<SecondaryUnmapped>(a).Where(gone => gone.Said.Driver == call.Said.Driver && Present(a, gone.Said.Driver, gone.Said.Mm, gone.At).Any(told => told.Said.Address == gone.Said.Address))
            .Select(gone => ExtentOf(gone.Said));

    private static IEnumerable<int> Unflushed(Account a) =>
        from call in Zapping(a)
        from gone in a.All<SecondaryUnmapped>()
        where gone.At > call.Entered && gone.At < call.Returned && gone.Said.Driver == call.Said.Driver && gone.Said.Header.Task == call.Said.Header.Task
        where !a.All<SecondaryFlushed>().Any(flush => flush.At > gone.At && flush.At < call.Returned && flush.Said.Driver == call.Said.Driver && flush.Said.Extent.Contains(ExtentOf(gone.Said)))
        select call.Returned;

    // AMD's IOMMU drops everything if the range is longer than a page (D18).
    private static IEnumerable<int> OneTooMany(Account a) =>
        from call in Zapping(a)
        where (call.Traits & DriverTraits.SharesPageTable) == 0
        from gone in Gone(a, call)
        where gone.Start == call.Said.End || gone.End == call.Said.Start
        select call.Returned;

    private static IEnumerable<int> WalksAfterRelease(Account a) =>
        from call in a.Callbacks
        where call.Said.Callback == CallbackKind.Release && (call.Traits & DriverTraits.SharesPageTable) != 0
        let bound = a.All<SecondaryBound>().LastOrDefault(told => told.At < call.Returned && told.Said.Driver == call.Said.Driver)
        where bound.Said.Bound || !a.All<SecondaryFlushed>().Any(flush => flush.At > bound.At && flush.At < call.Returned && flush.Said.Driver == call.Said.Driver
            && flush.Said.Extent == AddressRange.Everything)
        select call.Returned;

    // What an IOMMU has cached goes with its flush, D13.
    private static IEnumerable<int> MappedAfterRelease(Account a)
    {
        foreach (var call in a.Callbacks.Where(call => call.Said.Callback == CallbackKind.Release))
        {
            if (Present(a, call.Said.Driver, call.Said.Mm, call.Returned).Any() && (call.Traits & (DriverTraits.PinsPages | DriverTraits.SharesPageTable)) == 0) yield return call.Returned;
            foreach (var (at, _) in a.All<SecondaryMapped>().Where(told => told.At > call.Returned && told.Said.Driver == call.Said.Driver && told.Said.Mm == call.Said.Mm)) yield return at;
        }
    }

    // The CPU's own entry keeps what a device writes that walks the CPU's table; a pinned page is told of when it is given up.
    private static IEnumerable<int> DirtyUntold(Account a) =>
        from call in a.Callbacks
        where (call.Traits & (DriverTraits.SharesPageTable | DriverTraits.PinsPages)) == 0
        from gone in a.All<SecondaryUnmapped>()
        where gone.At > call.Entered && gone.At < call.Returned && gone.Said.Driver == call.Said.Driver && gone.Said.Header.Task == call.Said.Header.Task
        from set in Present(a, gone.Said.Driver, gone.Said.Mm, gone.At)
        where set.Said.Address == gone.Said.Address
        let written = a.All<SecondaryAccessed>().LastOrDefault(used => used.At > set.At && used.At < gone.At && used.Said.Driver == gone.Said.Driver && used.Said.Mm == gone.Said.Mm
            && used.Said.Write && ExtentOf(set.Said).Contains(used.Said.Address)).At
        where written > 0 && !a.All<DirtyTransferred>().Any(told => told.At > written && told.At < call.Returned && told.Said.Driver == gone.Said.Driver && told.Said.Pfn == gone.Said.Pfn
            && told.Said.Mm == gone.Said.Mm && ExtentOf(set.Said).Contains(told.Said.Address))
        select call.Returned;
}
