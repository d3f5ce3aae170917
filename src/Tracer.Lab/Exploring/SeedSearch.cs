using Tracer.Analysis;
using Tracer.Analysis.Eras;
using Tracer.Engine;

namespace Tracer.Lab.Exploring;

/// <summary>Looks for a run whose breach does visible harm.</summary>
public static class SeedSearch
{
    /// <summary>The request with the first seed, from 1 to <paramref name="most"/>, on which an oracle confirms a breach; null if there is none.</summary>
    /// <exception cref="OperationCanceledException">Nobody wants to know any more.</exception>
    public static RunRequest? Harm(RunRequest request, int most, CancellationToken stop = default)
    {
        var simulation = Simulation.Prepare(request);
        var analyzer = new Analyzer();
        var origin = new TraceOrigin(TraceSourceKind.Engine, request.Protocol, null, KnownFrom.Header);
        for (var seed = 1UL; seed <= (ulong)most; seed++)
        {
            stop.ThrowIfCancellationRequested();
            analyzer.Begin(EraOf.Origin(origin));
            simulation.Run(seed, analyzer);
            var report = analyzer.Finish("", origin, Completeness.Whole, new Names());
            if (report.Findings.Any(finding => finding.ConfirmedBy.Count > 0)) return request with { Seed = seed };
        }

        return null;
    }
}
