using Tracer.Traces.Ftrace.Probes;
using Tracer.Traces.Reading;

namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>Makes the events of page frames, and counts how often each was given back.</summary>
internal sealed class FrameProbes(EventBatch batch)
{
    private readonly Dictionary<long, int> generations = [];

    public void Freed(ProbeHit hit)
    {
        var pfn = unchecked((long)hit.Or(Field.Pfn, 0));
        var generation = generations.GetValueOrDefault(pfn) + 1;
        generations[pfn] = generation;
        batch.Add(new PageFreed { Header = hit.Header, Generation = generation, Pfn = new Pfn(pfn), Order = (byte)Math.Min(hit.Or(Field.Order, 0), byte.MaxValue) });
    }
}
