using BenchmarkDotNet.Attributes;
using Microsoft.Diagnostics.Tracing;
using Tracer.Traces.Nettrace;

namespace Tracer.Benchmarks;

/// <summary>What reading costs, against TraceEvent merely going through the same file in the same run: look at the ratios.</summary>
[MemoryDiagnoser]
public class NettraceReadingBenchmarks
{
    private const int Count = 500_000;

    private RecordedTraces traces = null!;

    [GlobalSetup]
    public void Record() => traces = new RecordedTraces(NettraceEvents.Changes(Count));

    [GlobalCleanup]
    public void Delete() => traces.Delete();

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public void BareTraceEvent()
    {
        using var source = new EventPipeEventSource(traces.TypedPath);
        source.Process();
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public long Typed() => Read(traces.TypedPath);

    [Benchmark(OperationsPerInvoke = Count)]
    public long Packed() => Read(traces.PackedPath);

    private static long Read(string path)
    {
        using var trace = NettraceTrace.Open(path);
        var counter = new Counter();
        trace.Read(counter);
        return counter.Count;
    }

    private sealed class Counter : IEventSink
    {
        public long Count { get; private set; }

        public void Accept(ReadOnlySpan<VmEvent> events) => Count += events.Length;
    }
}
