using Tracer.Tests.Cli;
using Tracer.Tests.Traces.Nettrace;

namespace Tracer.Tests.Survival;

/// <summary>Of two that write to one name at once one has it whole, and the other says that it has not.</summary>
[Collection(NettraceCollection.Name)]
public sealed class TwoWritersTests(SampleTraces traces) : IClassFixture<SampleTraces>
{
    private const int PairsEach = 17;

    private static readonly string[] Pairs =
    [
        "record reclaim --seed 1 -o out.nettrace|record reclaim --seed 2 --driver kvm -o out.nettrace",
        "check VIOLATED --format json -o out.json|check HOLDS --format json -o out.json",
        "plot VIOLATED -o out.svg|plot VIOLATED --chart rules -o out.svg",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Two_writers_never_mix_and_the_loser_says_so(bool exists)
    {
        var table = new Outcomes(
            "Two writers of one file", $"Both commands start at once; in half of the {2 * Pairs.Length * PairsEach} pairs the file exists before. Written by `TwoWritersTests`.",
            "*Both* is exit code 0 twice: the second began when the first was done. *One* is the loser's exit code 2 and one line. The file is always one of the two, whole.");
        var wrong = new List<string>();
        foreach (var pair in Outcomes.Some(Pairs, every: Pairs.Length))
        {
            var works = pair.Replace("VIOLATED", traces.Violated, StringComparison.Ordinal).Replace("HOLDS", traces.Holds, StringComparison.Ordinal)
                .Split('|').Select(line => new Work(line.Split(' '))).ToArray();
            var undisturbed = works.Select(work => work.Undisturbed()).ToArray();
            for (var i = 0; i < (Outcomes.Asked is null ? 1 : PairsEach); i++) wrong.AddRange(Run(pair, works, undisturbed, exists, table));
        }

        table.Write(exists ? "WRITERS-REPLACING" : "WRITERS");
        Assert.Empty(wrong);
    }

    private static List<string> Run(string pair, Work[] works, Done[] undisturbed, bool exists, Outcomes table)
    {
        var wrong = new List<string>();
        var folder = Directory.CreateTempSubdirectory("tracer-");
        try
        {
            var name = works[0].Args[^1];
            if (exists) File.WriteAllText(Path.Combine(folder.FullName, name), "an older one");
            using var one = ToolProcess.Start(folder.FullName, works[0].Args);
            using var other = ToolProcess.Start(folder.FullName, works[1].Args);
            Ended[] ended = [one.End()!, other.End()!];
            var (whole, partial) = Fingerprint.In(folder.FullName);
            var winners = Enumerable.Range(0, 2).Where(i => ended[i].ExitCode == undisturbed[i].ExitCode).ToArray();
            table.Count(pair.Replace("|", "` and `", StringComparison.Ordinal), winners.Length == 2 ? "both" : "one");
            if (winners.Length == 0) wrong.Add($"{pair}: both lost: {ended[0].Error}{ended[1].Error}");
            if (!winners.Any(i => undisturbed[i].Files[name] == whole.GetValueOrDefault(name))) wrong.Add($"{pair}: the file is that of no winner");
            foreach (var loser in ended.Where((_, i) => !winners.Contains(i)))
                if (loser.ExitCode != 2 || loser.ErrorLines is not [var line] || !line.Contains("something else has written it", StringComparison.Ordinal)) wrong.Add($"{pair}: {loser.ExitCode} {loser.Error}");
            wrong.AddRange(partial.Where(file => !ended.Any(run => run.Error.Contains(file, StringComparison.Ordinal))).Select(file => $"{pair}: {file} is left and not told of"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return wrong;
    }
}
