using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;

namespace Tracer.Reports.Text;

/// <summary>Says what is lost inside a trace, and where.</summary>
public static class LossText
{
    private const int MostPlaces = 5;

    /// <summary>True if anything is.</summary>
    public static bool Any(Completeness held) => held.Gaps.Count > 0 || held.Unplaced > 0;

    public static string Of(TraceHead trace)
    {
        var place = EventPlace.In(trace);
        var parts = trace.Completeness.Gaps.GroupBy(gap => gap.Cause).OrderBy(same => same.Key).Select(same => Of(same.Key, [.. same], place)).ToList();
        if (trace.Completeness.Unplaced is > 0 and var unplaced)
            parts.Add($"{Unplaced(unplaced, place)} missing, nobody can tell where");
        return string.Join("; ", parts);
    }

    /// <summary>The same of a recording, by who made it and knows how many events he gave to it.</summary>
    public static string Of(long lost, Completeness held)
    {
        var place = new EventPlace(TraceSourceKind.Nettrace);
        var told = held.Gaps.Take(MostPlaces).Select(gap => $"{(gap.Lost is { } count ? $"{count:N0}" : "some")}{Where(gap, place)}");
        var more = held.Gaps.Count > MostPlaces ? $" and at {held.Gaps.Count - MostPlaces:N0} more places" : "";
        var where = held.Gaps.Count > 0 ? $": {string.Join(", ", told)}{more}" : "";
        return $"{Count(lost, "event was", "events were")} lost while recording{where}";
    }

    private static string Unplaced(long count, EventPlace place) => place.Unit is null
        ? Count(count, "event of the run, which does not begin, is", "events of the run, which does not begin, are")
        : Count(count, "entry that the header promises is", "entries that the header promises are");

    private static string Of(GapCause cause, List<Gap> gaps, EventPlace place) => cause switch
    {
        GapCause.Damaged => $"{Count(gaps.Sum(gap => gap.Lost ?? 1), "line is", "lines are")} damaged{Places(gaps, place)}",
        GapCause.CutOut => $"a part was left out{Places(gaps, place)}",
        GapCause.TimeBack => place.Unit is null ? $"events come again or late{Places(gaps, place)}" : $"the time runs back{Places(gaps, place)}",
        GapCause.Doubled => $"{(place.Unit is null ? "an event" : "a line")} comes twice{Places(gaps, place)}",
        GapCause.Contradicted => $"lines are missing before what a task cannot have come to{Places(gaps, place)}",
        GapCause.Paused => $"what was found across a pause does not stand, as lines may be missing there{Places(gaps, place)}",
        _ => Told(gaps, place),
    };

    private static string Told(List<Gap> gaps, EventPlace place)
    {
        var atLeast = gaps.Exists(gap => gap.Lost is null) ? "at least " : "";
        var events = Count(gaps.Sum(gap => gap.Lost ?? 1), "event", "events");
        var where = gaps.Count == 1 ? Where(gaps[0], place) : $" at {gaps.Count:N0} places, first{Where(gaps[0], place)}";
        return $"{atLeast}{events} lost{where}";
    }

    // The line that shows it is the one behind the last event before it.
    private static string Places(List<Gap> gaps, EventPlace place)
    {
        var first = place.Unit is null ? Where(gaps[0], place) : $" at line {place.Number(gaps[0].After) + 1}";
        return gaps.Count == 1 ? first : $" at {gaps.Count:N0} places, first{first.Replace(" at ", " ", StringComparison.Ordinal)}";
    }

    private static string Where(Gap gap, EventPlace place) =>
        (gap.After == 0 ? " at an unknown place" : $" after {place.Of(gap.After)}") + (gap.Cpu is { } cpu ? $" on CPU {cpu}" : "");

    private static string Count(long count, string one, string many) => count == 1 ? $"1 {one}" : $"{count:N0} {many}";
}
