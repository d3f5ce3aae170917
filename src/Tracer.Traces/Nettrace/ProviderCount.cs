using Microsoft.Diagnostics.Tracing;

namespace Tracer.Traces.Nettrace;

/// <summary>Whose events a file holds, for one that holds none of ours: whoever recorded it sees what he switched on in their place.</summary>
internal sealed class ProviderCount
{
    private const int MostTold = 3;

    private readonly Dictionary<string, long> events = new(StringComparer.Ordinal);

    /// <summary>Counts what a source is going to read. Only a parser that takes every event knows the names that the file gives to their providers.</summary>
    public void ListenTo(EventPipeEventSource source) =>
        source.Dynamic.All += e => events[e.ProviderName] = events.GetValueOrDefault(e.ProviderName) + 1;

    /// <summary>In words that follow a statement of what is not there; empty if nothing is.</summary>
    public override string ToString()
    {
        if (events.Count == 0) return "";
        var byCount = events.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        var told = string.Join(", ", byCount.Take(MostTold).Select(pair => FormattableString.Invariant($"{pair.Value:N0} of {pair.Key}")));
        return byCount.Count <= MostTold ? $", but {told}" : $", but {told} and others";
    }
}
