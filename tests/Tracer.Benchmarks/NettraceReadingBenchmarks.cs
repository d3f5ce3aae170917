using BenchmarkDotNet.Attributes;
using Microsoft.Diagnostics.Tracing;
using Tracer.Traces.Nettrace;
using Tracer.Traces.Recording;

namespace Tracer.Benchmarks;

/// <summary>What reading costs, against TraceEvent merely going through the same file in the same run: look at the ratios.</summary>
[MemoryDiagnoser]
public class NettraceReadingBenchmarks
{
    private const int Count = 500_000;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tracer-");

    private string TypedPath => Path.Combine(folder.FullName, "typed.nettrace");

    private string PackedPath => Path.Combine(folder.FullName, "packed.nettrace");

    [GlobalSetup]
    public void Record()
    {
        var events = NettraceEvents.Changes(Count);
        foreach (var (path, packed) in new[] { (TypedPath, false), (PackedPath, true) })
        {
            using var recorder = NettraceRecorder.Start(path, packed);
            recorder.Accept(events);
            recorder.Finish();
        }
    }

    [GlobalCleanup]
    public void Delete() => folder.Delete(recursive: true);

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public void BareTraceEvent()
    {
        using var source = new EventPipeEventSource(TypedPath);
        source.Process();
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public long Typed() => Read(TypedPath);

    [Benchmark(OperationsPerInvoke = Count)]
    public long Packed() => Read(PackedPath);

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
