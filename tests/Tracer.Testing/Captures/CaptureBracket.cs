namespace Tracer.Testing.Captures;

/// <summary>One range_start with its range_end in a capture, and what its task did between them. Interrupts are left out.</summary>
public sealed class CaptureBracket
{
    private const ulong PageSize = 4096;

    private CaptureBracket(CaptureLine? before, CaptureLine[] starting, CaptureLine[] within, CaptureLine[] ending)
    {
        Before = before;
        Starting = starting;
        Within = within;
        Ending = ending;
        Start = starting[0].Field("start")!.Value;
        End = starting[0].Field("end")!.Value;
        Changes = [.. within.Where((line, at) => CaptureStore.LosesSomething(line, within.AsSpan(at + 1))).Select(line => new CaptureChange(line, PageOf(line)))];
        NewEntries = [.. within.Where(line => line.Name == "change_pte" && line.Field("mn") is null)];
        Section = Changes.Count > 0 ? TableLockSection.Around(Changes[0].Line, within) : null;
    }

    /// <summary>What its task did right before; null if nothing.</summary>
    public CaptureLine? Before { get; }

    /// <summary>The lines of its task from range_start to its return.</summary>
    public CaptureLine[] Starting { get; }

    /// <summary>The lines of its task between them.</summary>
    public CaptureLine[] Within { get; }

    /// <summary>The lines of its task from range_end to its return.</summary>
    public CaptureLine[] Ending { get; }

    public ulong Start { get; }

    public ulong End { get; }

    /// <summary>What the bracket is for.</summary>
    public IReadOnlyList<CaptureChange> Changes { get; }

    /// <summary>The core's calls of change_pte, as kernels until 6.9 make them of an entry that is set anew; a driver's callback names its mn, the core's call does not.</summary>
    public IReadOnlyList<CaptureLine> NewEntries { get; }

    /// <summary>The page-table lock around the first change; null if it is not shown.</summary>
    public TableLockSection? Section { get; }

    /// <summary>All brackets with a change, but the first of an address space, which only shows that it is watched, and nested ones.</summary>
    internal static IReadOnlyList<CaptureBracket> In(IReadOnlyList<CaptureLine> lines)
    {
        var brackets = new List<(int At, CaptureBracket Bracket)>();
        foreach (var task in lines.Index().Where(line => line.Item.Pid >= 0 && !line.Item.IsInterrupt).GroupBy(line => line.Item.Pid))
        {
            var own = task.ToArray();
            var texts = Array.ConvertAll(own, line => line.Item);
            for (var at = 0; at < own.Length; at++)
                if (texts[at].Name == "range_start" && Read(texts, at) is { } bracket) brackets.Add((own[at].Index, bracket));
        }

        brackets.Sort((left, right) => left.At.CompareTo(right.At));
        NoteFirstLocks(lines, brackets);
        return
        [
            .. brackets.Select(one => one.Bracket).GroupBy(bracket => bracket.Starting[0].Field("mm"))
                .SelectMany(ofOne => ofOne.Skip(1)).Where(bracket => bracket.Changes.Count > 0),
        ];
    }

    private static CaptureBracket? Read(CaptureLine[] own, int start)
    {
        var started = Array.FindIndex(own, start, line => line.Name == "range_start_ret");
        var end = Array.FindIndex(own, start, line => line.Name == "range_end" && line.Field("range") == own[start].Field("range"));
        var ended = end < 0 ? -1 : Array.FindIndex(own, end, line => line.Name == "range_end_ret");
        if (started < 0 || ended < 0 || Array.FindIndex(own, start + 1, end - start - 1, line => line.Name == "range_start") >= 0) return null;
        return new CaptureBracket(start > 0 ? own[start - 1] : null, own[start..(started + 1)], own[(started + 1)..end], own[end..(ended + 1)]);
    }

    private static void NoteFirstLocks(IReadOnlyList<CaptureLine> lines, List<(int At, CaptureBracket Bracket)> brackets)
    {
        var first = new Dictionary<ulong, int>();
        foreach (var (at, line) in lines.Index())
            if (line.Name == "spin_lock" && line.Field("lock") is { } taken) first.TryAdd(taken, at);
        foreach (var (at, bracket) in brackets)
            if (bracket.Section is { } section) section.IsFirst = first[section.Lock] > at;
    }

    // The index of an entry tells its page, if the range is not longer than a table maps.
    private ulong? PageOf(CaptureLine store)
    {
        if (End - Start > CaptureStore.EntriesPerTable * PageSize) return null;
        var index = CaptureStore.IndexOf(store);
        var ahead = (index + CaptureStore.EntriesPerTable - Start / PageSize % CaptureStore.EntriesPerTable) % CaptureStore.EntriesPerTable;
        var page = Start + ahead * PageSize;
        return page < End ? page : null;
    }
}

/// <summary>A change that needs a bracket: its line, and its page if that can be told.</summary>
public sealed record CaptureChange(CaptureLine Line, ulong? Page);
