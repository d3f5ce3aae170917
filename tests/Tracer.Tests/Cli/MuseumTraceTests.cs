using Tracer.Analysis;
using Tracer.Testing;

namespace Tracer.Tests.Cli;

/// <summary>An exhibit is recorded under the seed, of the first 300, whose run shows all of it in the fewest events, names apart; its twin under the same.</summary>
/// <remarks><c>TRACER_UPDATE_GOLDEN=1</c> writes that seed and what it breaks into the table; the recordings are made by what reads the table.</remarks>
public sealed class MuseumTraceTests
{
    private const int Seeds = 300;

    public static TheoryData<string> EveryExhibit() => [.. Museum.All.Select(exhibit => exhibit.Name)];

    [Theory]
    [MemberData(nameof(EveryExhibit))]
    public void The_recording_is_of_the_shortest_run_that_shows_breach_and_harm(string name)
    {
        var exhibit = Museum.All.Single(known => known.Name == name);
        var (seed, broken) = Shortest(exhibit);
        foreach (var scenario in exhibit.Scenarios)
        {
            var verdict = broken.Length == 0 || scenario == exhibit.Mended ? "holds" : $"violated {string.Join(' ', broken)}";
            var row = TraceTable.Museum.Find(scenario.Name);
            var expected = row with { Second = $"{seed}", Verdict = verdict };
            if (Environment.GetEnvironmentVariable(Golden.UpdateVariable) == "1") TraceTable.Museum.Write(expected);
            else Assert.Equal(expected, row);
        }
    }

    [Fact]
    public void Every_recording_is_of_an_exhibit() =>
        Assert.Equal(Museum.All.SelectMany(exhibit => exhibit.Scenarios).Select(scenario => scenario.Name), TraceTable.Museum.Rows.Select(row => row.Name));

    private static (ulong Seed, string[] Broken) Shortest(Exhibit exhibit)
    {
        var simulation = Simulation.Prepare(RunRequest.Of(exhibit.Name));
        var analyzer = new Analyzer();
        var eras = EraOf.Named(simulation.Request.Protocol);
        var length = new Length();
        (ulong Seed, string[] Broken, long Events) best = (0, [], long.MaxValue);
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            analyzer.Begin(eras);
            length.Events = 0;
            simulation.Run(seed, new Fanout([analyzer, length]));
            analyzer.Finish();
            if (length.Events >= best.Events) continue;
            string[] broken = [.. Broken(analyzer)];
            if (exhibit.Rules.All(broken.Contains) && (exhibit.Harm.Count == 0 || exhibit.Harm.Any(broken.Contains))) best = (seed, broken, length.Events);
        }

        return (best.Seed, best.Broken);
    }

    private static IEnumerable<string> Broken(Analyzer analyzer) => analyzer.Verdicts.ToArray()
        .Where(verdicts => verdicts.Violations > 0 && verdicts.Rule.Kind != FindingKind.Policy)
        .Select(verdicts => verdicts.Rule.Id);

    // What a run calls its ids makes it no longer to read.
    private sealed class Length : IEventSink
    {
        public long Events { get; set; }

        public void Accept(ReadOnlySpan<VmEvent> events)
        {
            foreach (ref readonly var e in events) Events += e.Header.Kind == EventKind.Named ? 0 : 1;
        }
    }
}
