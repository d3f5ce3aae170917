using Tracer.Events.Sources;

namespace Tracer.Traces.Ftrace.Probes;

/// <summary>Counts lines that were not understood, by event and reason.</summary>
internal sealed class UnreadTally
{
    private readonly Dictionary<(string Event, UnreadReason Why, FieldSet Fields), long> counts = [];

    /// <summary>What was counted, most lines first.</summary>
    public IReadOnlyList<UnreadLines> Lines =>
    [
        .. counts.Select(of => new UnreadLines(of.Key.Event, of.Value, of.Key.Why, of.Key.Fields.ToString()))
            .OrderByDescending(lines => lines.Lines).ThenBy(lines => lines.Event, StringComparer.Ordinal).ThenBy(lines => lines.Field, StringComparer.Ordinal),
    ];

    public void Add(string name, UnreadReason why, FieldSet fields = default) =>
        counts[(name, why, fields)] = counts.GetValueOrDefault((name, why, fields)) + 1;
}
