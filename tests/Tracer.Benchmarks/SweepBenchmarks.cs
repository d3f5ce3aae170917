using BenchmarkDotNet.Attributes;
using Tracer.Analysis;
using Tracer.Engine;

namespace Tracer.Benchmarks;

/// <summary>What exploring costs: the engine alone, with every rule put to the test on its events, and with the verdicts of all runs counted. One operation is a run.</summary>
[MemoryDiagnoser]
public class SweepBenchmarks
{
    private const int Runs = 1000;
    private readonly Analyzer analyzer = new();
    private Simulation simulation = null!;
    private SeedSweep sweep = null!;

    [Params("munmap", "cow", "reclaim")]
    public string Scenario { get; set; } = "";

    [Params("4.14", "aac2fea9")]
    public string Protocol { get; set; } = "";

    // One pass grows the state to its size; what is measured is a worker's later runs.
    [GlobalSetup]
    public void Warm()
    {
        var request = new RunRequest { Scenario = Scenario, Protocol = Protocol, Drivers = ["kvm"] };
        simulation = Simulation.Prepare(request);
        sweep = new SeedSweep(request);
        AllRules();
        Sweep();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Runs)]
    public long Engine()
    {
        var nobody = new Nobody();
        var events = 0L;
        for (var seed = 1UL; seed <= Runs; seed++) events += simulation.Run(seed, nobody).Events;
        return events;
    }

    [Benchmark(OperationsPerInvoke = Runs)]
    public void AllRules()
    {
        var eras = EraOf.Named(Protocol);
        for (var seed = 1UL; seed <= Runs; seed++)
        {
            analyzer.Begin(eras);
            simulation.Run(seed, analyzer);
            analyzer.Finish();
        }
    }

    [Benchmark(OperationsPerInvoke = Runs)]
    public SweepReport Sweep() => sweep.Run(1, Runs);

    private sealed class Nobody : IEventSink
    {
        public void Accept(ReadOnlySpan<VmEvent> events)
        {
        }
    }
}
