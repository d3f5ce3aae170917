using System.Globalization;
using System.Text;
using Tracer.Testing;
using Tracer.Testing.Captures;

namespace Tracer.Tests.Kernels;

/// <summary>
/// A part of a trace never shows a breach that the whole has not: captures cut at random places, with events lost and said to be so, and moved as a kernel with
/// address-space randomisation would have printed them.
/// </summary>
/// <remarks>
/// A few cuts of each capture of this repository here; <c>TRACER_CUTS=200</c> makes so many, of the captures below the folders of <c>TRACER_CAPTURES</c> too,
/// and with <c>TRACER_UPDATE_GOLDEN=1</c> writes what came of them to <c>traces/kernel/CUTS.md</c>.
/// </remarks>
public sealed class CutKernelTests
{
    private const int Few = 6;

    // What this rule finds on unmodified kernels the lines prove.
    private const string KnownOfStock = "I12";

    private const string Heading = """
        # Captures cut and moved

        Written by the tests (see `CutKernelTests`). Each capture as it is, moved as address-space randomisation would (the direct map and the array of struct page, by whole
        gigabytes), and cut at random places: its beginning, its end or both gone, events of one CPU or of all lost with the markers of tracefs and of trace-cmd report; half of
        the cuts of the text as it is, half moved. What a part breaks and the whole does not is a false alarm; a part with markers never holds. Of an unmodified kernel only
        I12 may be found. Not every capture named here lies in this repository.


        """;

    public static TheoryData<string> Captures => [.. Capture.All];

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("TRACER_CUTS"), CultureInfo.InvariantCulture, out var count) ? count : Few;

    [Theory]
    [MemberData(nameof(Captures))]
    public void A_part_breaks_nothing_that_the_whole_does_not(string name) => Assert.Empty(Judge(name, Capture.PathOf(name), Few).FalseAlarms);

    [Fact]
    public void The_table_is_of_many_cuts()
    {
        Assert.SkipUnless(Count > Few, "only with TRACER_CUTS=200: takes a quarter of an hour");
        var others = (Environment.GetEnvironmentVariable("TRACER_CAPTURES") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).SelectMany(Below);
        (string Name, string Path)[] captures = [.. Capture.All.Select(name => (name, Capture.PathOf(name))).Concat(others).DistinctBy(capture => capture.Item1).OrderBy(capture => capture.Item1, StringComparer.Ordinal)];
        var judged = new CutVerdict[captures.Length];
        var asManyAsCores = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, captures.Length, asManyAsCores, at => judged[at] = Judge(captures[at].Name, captures[at].Path, Count));

        var table = new StringBuilder(Heading);
        table.Append("| capture | as it is | moved | cuts | false alarms |\n| --- | --- | --- | ---: | --- |\n");
        foreach (var one in judged)
            table.Append(CultureInfo.InvariantCulture, $"| {one.Name} | {one.Whole} | {one.Moved} | {one.Cuts} | {string.Join(" · ", one.FalseAlarms)} |\n");
        if (Golden.IsUpdating) File.WriteAllText(RepositoryRoot.At("traces/kernel/CUTS.md"), table.ToString());
        Assert.Empty(judged.SelectMany(one => one.FalseAlarms.Select(alarm => $"{one.Name}: {alarm}")));
    }

    private static IEnumerable<(string Name, string Path)> Below(string folder) =>
        Directory.EnumerateFiles(folder, "*.txt.gz", SearchOption.AllDirectories)
            .Select(path => (Path.GetRelativePath(folder, path)[..^".txt.gz".Length], path));

    private static CutVerdict Judge(string name, string path, int cuts)
    {
        var text = TraceCut.Of(path);
        var moved = text.Moved();
        var (whole, rebased) = (KernelCheck.OfText(text.Whole), KernelCheck.OfText(moved.Whole));
        HashSet<string> known = StockKernelTests.IsStock(name) ? [KnownOfStock] : [.. whole.Findings.Select(finding => finding.Rule.Id)];
        Assert.Equal(0, whole.Completeness.Unplaced);
        var alarms = whole.Findings.Where(finding => !known.Contains(finding.Rule.Id)).Select(finding => finding.Reason.Code).Distinct().ToList();
        if (rebased.Broken() != whole.Broken()) alarms.Add($"moved: {rebased.Broken()}");
        var kinds = Enum.GetValues<TraceCutKind>();
        for (var cut = 0; cut < cuts; cut++)
        {
            var (kind, seed) = (kinds[cut % kinds.Length], (ulong)cut);
            var part = KernelCheck.OfText((cut / kinds.Length % 2 == 0 ? text : moved).Cut(kind, new SplitMix64(seed)));
            var others = part.Findings.Where(finding => !known.Contains(finding.Rule.Id)).Select(finding => finding.Reason.Code).Distinct().ToList();
            if (others.Count > 0) alarms.Add(string.Create(CultureInfo.InvariantCulture, $"{kind}, seed {seed}: {string.Join(", ", others)}"));
            if (part.Verdict == TraceVerdict.Holds && kind > TraceCutKind.Window) alarms.Add(string.Create(CultureInfo.InvariantCulture, $"{kind}, seed {seed}: holds"));
        }

        return new CutVerdict(name, Word(whole), Word(rebased), cuts, alarms);
    }

    private static string Word(TraceReport report) => report.Verdict.ToString().ToLowerInvariant() + (report.Broken() is { Length: > 0 } broken ? ": " + broken : "");

    private sealed record CutVerdict(string Name, string Whole, string Moved, int Cuts, IReadOnlyList<string> FalseAlarms);
}
