using System.Collections.Concurrent;
using Tracer.Analysis.Rules;
using Tracer.Analysis.Sweeps;
using Tracer.Engine;
using Tracer.Engine.Protocols;
using Tracer.Engine.Scenarios;

namespace Tracer.Lab.Exploring;

/// <summary>Sweeps many requests, each under the same seeds, on several cores.</summary>
public static class SweepTable
{
    /// <summary>Every combination, in the order protocol, drivers, scenario; a scenario that means nothing under a protocol is left out.</summary>
    /// <param name="drivers">Sets of drivers; those of one set are attached at once.</param>
    public static IReadOnlyList<RunRequest> Cells(IReadOnlyList<string> protocols, IReadOnlyList<IReadOnlyList<string>> drivers, IReadOnlyList<string> scenarios) =>
    [
        .. from protocol in protocols
           from set in drivers
           from scenario in scenarios
           where MeansSomething(scenario, protocol)
           select new RunRequest { Scenario = scenario, Protocol = protocol, Drivers = set },
    ];

    /// <summary>
    /// Runs the seeds from 1 on for every request. A cell is swept by one worker alone, so the answer, in the order of the requests,
    /// is the same however many work at once.
    /// </summary>
    /// <param name="cells">What to run.</param>
    /// <param name="seeds">Seeds for each.</param>
    /// <param name="workers">Cells swept at a time; every core's worth if null.</param>
    /// <param name="rules">The rules to put to the test; all if null.</param>
    /// <param name="done">Hears after each cell how many are done; from any thread, one at a time.</param>
    /// <param name="stop">Nobody wants to wait on: the cells that are done by then are the answer.</param>
    /// <exception cref="ArgumentException">A request names something unknown.</exception>
    public static IReadOnlyList<SweepReport> Run(
        IReadOnlyList<RunRequest> cells, int seeds, int? workers = null, IReadOnlyList<Rule>? rules = null, Action<int>? done = null, CancellationToken stop = default)
    {
        // A wrong name is said before anything runs, and as it is: not wrapped in what a worker throws.
        foreach (var cell in cells) _ = Simulation.Prepare(cell);
        var reports = new SweepReport?[cells.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers ?? Environment.ProcessorCount, CancellationToken = stop };

        // Cells differ a hundredfold in length, so workers take them one at a time.
        var count = 0;
        var next = Partitioner.Create(Enumerable.Range(0, cells.Count), EnumerablePartitionerOptions.NoBuffering);
        try
        {
            Parallel.ForEach(next, options, () => SeedSweep.NewAnalyzer(rules), (i, _, analyzer) =>
            {
                reports[i] = new SeedSweep(cells[i], analyzer).Run(1, seeds, stop);
                if (done is not null) lock (reports) done(++count);
                return analyzer;
            }, _ => { });
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }

        return [.. reports.OfType<SweepReport>()];
    }

    // A name that is not known stays in, so that preparing its run can say so.
    private static bool MeansSomething(string scenario, string protocol) =>
        ProtocolCatalogue.All.All(known => known.Name != protocol)
        || scenario.Split('+', StringSplitOptions.TrimEntries)
            .All(part => ScenarioCatalogue.All.FirstOrDefault(known => known.Name == part) is not { } found || found.Protocols.Contains(protocol));
}
