namespace Tracer.Tests.Engine;

/// <summary>What an operation does to entries and whom it tells, in words: one line for each time it ran.</summary>
internal static class OperationSteps
{
    /// <summary>The runs of an operation, over some seeds of its scenario alone.</summary>
    internal static List<string> Of(string operation, string scenario, string protocol, string[]? drivers = null, int seeds = 60)
    {
        var simulation = Requests.Prepare(scenario, protocol, drivers ?? []);
        return [.. Enumerable.Range(1, seeds).SelectMany(seed => Of(operation, Recording.Of(simulation, (ulong)seed)))];
    }

    private static IEnumerable<string> Of(string operation, Recording recording)
    {
        var names = recording.Names;
        var open = new Dictionary<TaskId, List<string>>();
        foreach (var e in recording.Events)
        {
            if (e.Header.Kind == EventKind.OperationBegan && names.Find(NameSpace.Operation, e.As<OperationBegan>().Operation.Value) == operation)
                open[e.Header.Task] = [];
            else if (e.Header.Kind == EventKind.OperationEnded && open.Remove(e.Header.Task, out var steps))
                yield return string.Join(' ', steps);
            else if (open.TryGetValue(e.Header.Task, out var running) && Word(e) is { } word)
                running.Add(word);
        }
    }

    private static string? Word(VmEvent e) => e.Header.Kind switch
    {
        EventKind.GatherBegan => "gather",
        EventKind.GatherFinished => "finish",
        EventKind.RangeStartReturned => "start",
        EventKind.RangeEndEntered => "end",
        EventKind.LockAcquired when e.As<LockAcquired>().Class == LockClass.PageTable => "lock",
        EventKind.LockReleased when e.As<LockReleased>().Class == LockClass.PageTable => "unlock",
        EventKind.PteChanged => e.As<PteChanged>().Operation switch
        {
            PteOperation.Clear => "clear",
            PteOperation.ClearYoung => "young",
            PteOperation.WriteProtect => "protect",
            _ => "set",
        },
        EventKind.TlbFlushed => "flush",
        EventKind.RangeInvalidated when e.As<RangeInvalidated>().Source != InvalidationSource.RangeEnd => "ir",
        EventKind.PageInvalidated => "ip",
        EventKind.PteChangeNotified => "change-pte",
        EventKind.AgeingNotified => "age",
        EventKind.DirtyTransferred => "dirty",
        _ => null,
    };
}
