using System.CommandLine;
using System.Globalization;
using Tracer.Analysis.Explaining;

namespace Tracer.Cli.Usage;

/// <summary>The options by which a person says which part of a trace he wants: from a place, up to one, or around one.</summary>
internal sealed class SpanOptions
{
    private const long NsPerSecond = 1_000_000_000;

    private readonly Option<string> from = new("--from")
    {
        Description = "only from here on: a sequence number (on a text trace: line), or a time in seconds, with a point: 26.631", HelpName = "PLACE",
    };
    private readonly Option<string> to = new("--to") { Description = "only up to here, likewise", HelpName = "PLACE" };
    private readonly Option<long?> around = Values.Number<long>("--around", 1, "SEQ", "only events near this sequence number (on a text trace: line)", EventPlace.Most);

    public IEnumerable<Option> All => [from, to, around];

    public bool IsAround(ParseResult parsed) => parsed.GetValue(around) is not null;

    /// <param name="parsed">The command line.</param>
    /// <param name="place">How the trace is counted.</param>
    /// <param name="margin">So many on each side of what is around a place.</param>
    public TraceSpan Of(ParseResult parsed, EventPlace place, long margin)
    {
        var span = TraceSpan.Whole;
        if (parsed.GetValue(around) is { } middle)
        {
            var (first, last) = place.Between(middle - margin, middle + margin);
            span = span with { First = first, Last = last };
        }

        if (parsed.GetValue(from) is { } begin)
            span = Time(begin) is { } time ? span with { FirstNs = time } : span with { First = Math.Max(span.First, place.Between(Place("--from", begin), EventPlace.Most).First) };
        if (parsed.GetValue(to) is { } end)
            span = Time(end) is { } time ? span with { LastNs = time } : span with { Last = Math.Min(span.Last, place.Between(0, Place("--to", end)).Last) };
        if (span.First > span.Last || span.FirstNs > span.LastNs) throw new ArgumentException("--from lies behind --to");
        return span;
    }

    // A time has a point, as it is printed; a place has none.
    private static long? Time(string text) =>
        text.Contains('.', StringComparison.Ordinal)
        && decimal.TryParse(text.TrimEnd('s'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < long.MaxValue / NsPerSecond
            ? (long)(seconds * NsPerSecond) : null;

    private static long Place(string option, string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= EventPlace.Most ? number
            : throw new ArgumentException($"{option} {text}: no place; give a sequence number or line such as 1342, or a time such as 26.631");
}
