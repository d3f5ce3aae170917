using BenchmarkDotNet.Attributes;
using Microsoft.Diagnostics.Tracing;
using Tracer.Testing;
using Tracer.Traces.Recording;

namespace Tracer.Benchmarks;

/// <summary>What <c>check</c> costs with all rules, against TraceEvent merely going through the same file in the same run: look at the ratios.</summary>
[MemoryDiagnoser]
public class NettraceCheckingBenchmarks
{
    private const int Count = 500_000;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tracer-");

    private string TypedPath => Path.Combine(folder.FullName, "typed.nettrace");

    private string PackedPath => Path.Combine(folder.FullName, "packed.nettrace");

    [GlobalSetup]
    public void Record()
    {
        var events = SyntheticTrace.GoodEvents(Count, seed: 1);
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
    public long CheckTyped() => Check(TypedPath);

    [Benchmark(OperationsPerInvoke = Count)]
    public long CheckPacked() => Check(PackedPath);

    private static long Check(string path)
    {
        var report = TraceCheck.Run(path, new CheckOptions());
        return report.Verdict == Analysis.Findings.TraceVerdict.Holds ? report.Events : throw new InvalidOperationException($"{path}: {report.Error ?? report.Verdict.ToString()}");
    }
}
