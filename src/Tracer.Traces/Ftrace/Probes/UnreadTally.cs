using Tracer.Events.Sources;

namespace Tracer.Traces.Ftrace.Probes;

/// <summary>Counts lines that were not understood, by event and reason.</summary>
internal sealed class UnreadTally
{
    private readonly Dictionary<(string Event, UnreadReason Why, Field Field), long> counts = [];

    /// <summary>What was counted, most lines first.</summary>
    public IReadOnlyList<UnreadLines> Lines =>
    [
        .. counts.Select(of => new UnreadLines(of.Key.Event, of.Value, of.Key.Why, of.Key.Field == Field.None ? null : FieldNames.KeyOf(of.Key.Field)))
            .OrderByDescending(lines => lines.Lines).ThenBy(lines => lines.Event, StringComparer.Ordinal),
    ];

    public void Add(string name, UnreadReason why, Field field = Field.None) =>
        counts[(name, why, field)] = counts.GetValueOrDefault((name, why, field)) + 1;
}
