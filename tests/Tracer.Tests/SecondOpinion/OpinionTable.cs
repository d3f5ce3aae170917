using System.Globalization;
using System.Text;

namespace Tracer.Tests.SecondOpinion;

/// <summary>The committed table of where the analyzer and the slow checks disagree, in which only the full size has figures.</summary>
internal static class OpinionTable
{
    internal const string Path = "tests/Tracer.Tests/SecondOpinion/DIFFERENCES.md";

    /// <summary>Every disagreement of the suite's share, so that none can come or go unseen.</summary>
    internal const string SuitePath = "tests/Tracer.Tests/SecondOpinion/differences.txt";

    private const string Heading = """
        # A second opinion

        What the catalogue's rules state was written again as slow searches over the whole list of events (`SlowCheck`), apart from the analyzer, and both judge runs of the engine in which one event was
        changed. Written by `TRACER_OPINION=full TRACER_UPDATE_GOLDEN=1 dotnet test --filter SecondOpinion`; the words are by hand, in `DifferenceClass`.


        """;

    internal static bool IsFull => Environment.GetEnvironmentVariable("TRACER_OPINION") == "full";

    internal static string Of(Comparison comparison)
    {
        var text = new StringBuilder(Heading);
        text.Append(CultureInfo.InvariantCulture, $"Rules: {string.Join(' ', SlowCheck.All.Select(check => check.Rule).Order(StringComparer.Ordinal))}.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{comparison.Mutants} mutants of {comparison.Runs} clean runs; {comparison.Broken} break something. The same rules: {comparison.Same} ({comparison.Share:f2} %).\n\n");
        text.Append("| rule | said by | mutants | who is right | why | for example |\n|---|---|---:|---|---|---|\n");
        foreach (var one in comparison.Differences.GroupBy(difference => (Class: DifferenceClass.All.First(known => known.Covers(difference)), difference.Rule))
            .OrderBy(one => one.Key.Class.Right).ThenByDescending(one => one.Count()).ThenBy(one => one.Key.Rule, StringComparer.Ordinal).ThenBy(one => one.Key.Class.SaidByAnalyzer))
        {
            var (known, rule) = one.Key;
            text.Append(CultureInfo.InvariantCulture,
                $"| {rule} | {(known.SaidByAnalyzer ? "analyzer" : "slow check")} | {one.Count()} | {Word(known.Right)} | {known.Why} | {one.First().Mutant} of {one.First().Run} |\n");
        }

        return text.ToString();
    }

    private static string Word(Right right) => right switch
    {
        Right.SlowCheck => "slow check",
        Right.Analyzer => "analyzer",
        Right.Either => "either",
        _ => "not known",
    };
}
