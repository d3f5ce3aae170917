using BenchmarkDotNet.Attributes;
using Tracer.Analysis;
using Tracer.Testing;

namespace Tracer.Benchmarks;

/// <summary>A million synthetic events in memory through replay and every rule of 4.14. The floor reads every byte of the same events once.</summary>
[MemoryDiagnoser]
public class ReplayBenchmarks
{
    public const int Events = 1_000_000;

    private readonly VmEvent[] events = SyntheticTrace.GoodEvents(Events, seed: 1);
    private readonly Analyzer analyzer = new();
    private readonly Analyzer noRules = new([]);

    // One pass grows the state to its size; what is measured is a worker's second trace.
    [GlobalSetup]
    public void Warm()
    {
        AllRules();
        ReplayOnly();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Events)]
    public ulong Floor()
    {
        var hash = new EventHash();
        hash.Accept(events);
        return hash.Value;
    }

    [Benchmark(OperationsPerInvoke = Events)]
    public void ReplayOnly()
    {
        noRules.Begin(Era.E6);
        noRules.Accept(events);
    }

    [Benchmark(OperationsPerInvoke = Events)]
    public void AllRules()
    {
        analyzer.Begin(Era.E6);
        analyzer.Accept(events);
    }
}
