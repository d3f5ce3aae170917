using Tracer.Tests.Cli;
using Tracer.Tests.Traces.Nettrace;

namespace Tracer.Tests.Survival;

/// <summary>A command that is ended at any moment leaves nothing that passes for whole, and tells what it has found.</summary>
[Collection(NettraceCollection.Name)]
public sealed class KillTests(SampleTraces traces) : IClassFixture<SampleTraces>
{
    private const ulong Seed = 20_261_128;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Fact]
    public void A_killed_command_leaves_nothing_that_passes_for_whole()
    {
        var all = Work.All(traces.Violated);
        var random = new SplitMix64(Seed);
        var table = new Outcomes(
            "Killed commands", $"Each command is sent SIGINT, SIGTERM or SIGKILL at moments drawn by seed {Seed} from the time that it takes undisturbed. Written by `KillTests`.",
            "A file under its own name is always that of an undisturbed run; what is not whole is called `.partial`, and but for SIGKILL its name is told.");
        var times = Outcomes.Asked is { } asked ? (asked + all.Length - 1) / all.Length : 1;
        var wrong = new List<string>();
        foreach (var work in Outcomes.Some(all, every: 5))
        {
            var undisturbed = work.Undisturbed();
            for (var i = 0; i < times; i++)
            {
                // Of the few that are tried every day none is lost to a signal that the tool cannot see.
                var signal = Outcomes.Asked is null ? ToolProcess.Sigterm : new[] { ToolProcess.Sigint, ToolProcess.Sigterm, ToolProcess.Sigkill }[i % 3];
                wrong.AddRange(Kill(work, undisturbed, signal, undisturbed.Time * (random.Next(1000) / 1000.0), table));
            }
        }

        table.Write("KILLS");
        Assert.Empty(wrong);
    }

    // To wait for a moment of another process there is nothing but its time.
    private static IEnumerable<string> Kill(Work work, Done undisturbed, int signal, TimeSpan after, Outcomes table)
    {
        var folder = Directory.CreateTempSubdirectory("tracer-");
        try
        {
            using var tool = ToolProcess.Start(folder.FullName, work.Args);
            if (work.Input is not null) tool.Feed(work.Input);
            tool.EndsWithin(after);
            tool.Signal(signal);
            var place = $"{work.Name}, signal {signal} after {after.TotalMilliseconds:0} ms: ";
            if (!tool.EndsWithin(Patience)) return [place + "does not end"];
            var ended = tool.End()!;
            var (whole, partial) = Fingerprint.In(folder.FullName);
            table.Count(work.Name, $"{ended.ExitCode}{(whole.Count > 0 ? " whole" : "")}{(partial.Length > 0 ? " partial" : "")}");
            return Complaints(undisturbed, signal, ended, whole, partial).Select(complaint => place + complaint);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Complaints(Done undisturbed, int signal, Ended ended, Dictionary<string, string> whole, string[] partial)
    {
        foreach (var complaint in undisturbed.NotWhole(whole)) yield return complaint;
        if (ended.ExitCode != 128 + signal && ended.ExitCode != undisturbed.ExitCode) yield return $"exit code {ended.ExitCode}";
        if (ended.Error.Contains("Unhandled", StringComparison.Ordinal)) yield return ended.Error;
        if (signal == ToolProcess.Sigkill) yield break;
        foreach (var file in partial.Where(file => !ended.Error.Contains(file, StringComparison.Ordinal))) yield return $"{file} is left and not told of: {ended.Error}";
    }
}
