using System.Collections.Concurrent;
using Tracer.Traces.Ftrace.Probes;

namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>Which probes show a kind of event: what to add to a capture that lacks it.</summary>
internal static class ProbeAdvice
{
    private const int Enough = 3;

    // Each report asks for every kind.
    private static readonly ConcurrentDictionary<(EventKind Kind, KernelGeneration Generation), string[]> Told = new();

    /// <summary>Names of probes, each once, the usual ones first; none if no probe shows the kind.</summary>
    public static IReadOnlyList<string> For(EventKind kind, KernelGeneration generation) => Told.GetOrAdd((kind, generation), key => Find(key.Kind, key.Generation));

    private static string[] Find(EventKind kind, KernelGeneration generation)
    {
        var rows = ProbeTable.Of(generation).ToLookup(row => row.Meaning);
        return
        [
            .. Handlings.All.Where(handling => handling.Shows.Contains(kind)).SelectMany(handling => rows[handling.Meaning])
                .Select(row => row.Name).Distinct().Take(Enough),
        ];
    }
}
