using BenchmarkDotNet.Attributes;
using Microsoft.Diagnostics.Tracing;
using Tracer.Testing;

namespace Tracer.Benchmarks;

/// <summary>What <c>check</c> costs with all rules, against TraceEvent merely going through the same file in the same run: look at the ratios.</summary>
[MemoryDiagnoser]
public class NettraceCheckingBenchmarks
{
    private const int Count = 500_000;

    private RecordedTraces traces = null!;

    [GlobalSetup]
    public void Record() => traces = new RecordedTraces(SyntheticTrace.GoodEvents(Count, seed: 1));

    [GlobalCleanup]
    public void Delete() => traces.Delete();

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public void BareTraceEvent()
    {
        using var source = new EventPipeEventSource(traces.TypedPath);
        source.Process();
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public long CheckTyped() => Check(traces.TypedPath);

    [Benchmark(OperationsPerInvoke = Count)]
    public long CheckPacked() => Check(traces.PackedPath);

    private static long Check(string path)
    {
        var report = TraceCheck.Run(path, new CheckOptions());
        return report.Verdict == TraceVerdict.Holds ? report.Events : throw new InvalidOperationException($"{path}: {report.Error ?? report.Verdict.ToString()}");
    }
}
