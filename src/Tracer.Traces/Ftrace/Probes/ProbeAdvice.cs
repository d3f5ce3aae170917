using Means = Tracer.Traces.Ftrace.Probes.ProbeMeaning;

namespace Tracer.Traces.Ftrace.Probes;

/// <summary>Which probes show a kind of event: what to add to a capture that lacks it.</summary>
internal static class ProbeAdvice
{
    private const int Enough = 3;

    /// <summary>Names of probes, the usual ones first; null if no probe shows the kind.</summary>
    public static string? For(EventKind kind, KernelGeneration generation)
    {
        var meanings = MeaningsOf(kind);
        var names = ProbeTable.Of(generation).Where(row => meanings.Contains(row.Meaning)).Select(row => row.Name).Distinct().Take(Enough).ToList();
        return names.Count == 0 ? null : string.Join(", ", names);
    }

    private static Means[] MeaningsOf(EventKind kind) => kind switch
    {
        EventKind.MightSleep => [Means.SleepPoint],
        EventKind.LockAcquired => [Means.SpinCalled],
        EventKind.LockReleased => [Means.SpinReleased],
        EventKind.RangeStartEntered => [Means.RangeStartEntered],
        EventKind.RangeStartReturned => [Means.RangeStartReturned],
        EventKind.RangeEndEntered => [Means.RangeEndEntered],
        EventKind.RangeInvalidated => [Means.RangeInvalidated],
        EventKind.CallbackEntered => [Means.CallbackEntered],
        EventKind.CallbackReturned => [Means.CallbackReturned],
        EventKind.SecondaryMapped or EventKind.SecondaryUnmapped => [Means.SecondaryEntryStored],
        EventKind.RetryTested => [Means.RetryTested],
        EventKind.InvalidationCounted => [Means.InvalidationCounted],
        EventKind.PteChanged => [Means.EntryClearCalled],
        EventKind.PageFreed => [Means.PageFreed],
        _ => [],
    };
}
