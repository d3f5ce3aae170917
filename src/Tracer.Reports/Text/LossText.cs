using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;

namespace Tracer.Reports.Text;

/// <summary>Says how many events were lost inside a trace, and where.</summary>
internal static class LossText
{
    public static string Of(TraceHead trace)
    {
        var gaps = trace.Completeness.Gaps;
        var place = EventPlace.In(trace);
        var atLeast = gaps.Any(gap => gap.Lost is null) ? "at least " : "";
        var events = trace.Completeness.Lost == 1 ? "1 event" : $"{trace.Completeness.Lost:N0} events";
        var where = gaps.Count == 1 ? Where(gaps[0], place) : $" at {gaps.Count:N0} places, first{Where(gaps[0], place)}";
        return $"{atLeast}{events} lost{where}";
    }

    private static string Where(Gap gap, EventPlace place) =>
        (gap.After == 0 ? " at an unknown place" : $" after {place.Of(gap.After)}") + (gap.Cpu is { } cpu ? $" on CPU {cpu}" : "");
}
