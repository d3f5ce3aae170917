using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Tracer.Testing;

namespace Tracer.Benchmarks;

/// <summary>
/// The replay and all rules over events in memory by the CPU time of this process, best of many passes: for machines on which the wall clock says nothing,
/// and for comparing two commits by running their builds in turn.
/// </summary>
internal static class CpuTimes
{
    private const int Passes = 15;

    public static void Write(TextWriter output)
    {
        var events = SyntheticTrace.GoodEvents(ReplayBenchmarks.Events, seed: 1);
        var (all, none) = (new Analyzer(), new Analyzer([]));
        output.WriteLine($"read every byte {Best(() => Read(events))}");
        output.WriteLine($"replay only     {Best(() => Run(none, events))}");
        output.WriteLine($"all rules       {Best(() => Run(all, events))}");
    }

    private static ulong Read(VmEvent[] events)
    {
        var sum = 0UL;
        foreach (var word in MemoryMarshal.Cast<VmEvent, ulong>(events)) sum ^= word;
        return sum;
    }

    private static ulong Run(Analyzer analyzer, VmEvent[] events)
    {
        analyzer.Begin(Era.E6);
        analyzer.Accept(events);
        return (ulong)analyzer.Verdicts.Length;
    }

    private static string Best(Func<ulong> pass)
    {
        for (var i = 0; i < 3; i++) pass();
        var (best, bytes) = (TimeSpan.MaxValue, long.MaxValue);
        using var process = Process.GetCurrentProcess();
        for (var i = 0; i < Passes; i++)
        {
            process.Refresh();
            var (before, allocated) = (process.UserProcessorTime, GC.GetAllocatedBytesForCurrentThread());
            pass();
            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - allocated);
            process.Refresh();
            if (process.UserProcessorTime - before is var taken && taken < best) best = taken;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{best.TotalNanoseconds / ReplayBenchmarks.Events,7:F1} ns an event, {(double)bytes / ReplayBenchmarks.Events:F3} bytes");
    }
}
