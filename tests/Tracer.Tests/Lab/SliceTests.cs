using System.Globalization;
using System.Text;
using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Testing;
using Tracer.Testing.Captures;
using Tracer.Tests.Traces.Ftrace;

namespace Tracer.Tests.Lab;

/// <summary>A part of a trace breaks nothing that the whole does not, and never holds; what explains a finding is found in the part that was made for it.</summary>
public sealed class SliceTests
{
    private const int PartsOfEach = 4;

    public static TheoryData<string> Texts =>
    [
        "linux-6.1/dontneed-kvm.trace", "linux-6.1/dontneed-kvm.report", "linux-6.1/cow-fork-kvm.trace", "linux-6.1/LOST-pipe-cow-kvm.trace_pipe", "linux-6.1/pageout-kvm-tgid.trace",
        "linux-6.1/dontneed-kvm-stacktrace.trace", "linux-6.12/dontneed-kvm.trace", "linux-6.1-rt/munmap-nokvm-rt.trace", "planted/bug01-cow-fork-kvm.trace", "planted/bug05-msync-mkclean-kvm.trace",
    ];

    public static TheoryData<string> Runs => ["museum/B02", "museum/S-A", "museum/S-G-test", "museum/B06-mended", "engine/munmap-4.14-kvm"];

    public static TheoryData<string, int> Findings => new()
    {
        { "kernel/planted/bug01-cow-fork-kvm.trace.txt.gz", 1 }, { "kernel/planted/bug01-cow-fork-kvm.trace.txt.gz", 100 }, { "kernel/planted/bug05-msync-mkclean-kvm.trace.txt.gz", 1 },
        { "kernel/planted/bug09-mprotect-kvm.trace.txt.gz", 1 }, { "kernel/planted/lockdep-both-bug09-mprotect-kvm.trace.txt.gz", 1 }, { "museum/B02.nettrace", 1 }, { "museum/S-A.nettrace", 1 }, { "museum/B26.nettrace", 1 }, { "museum/S-F-count.nettrace", 1 },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_part_of_a_text_shows_no_breach_that_the_whole_has_not(string name)
    {
        var path = Capture.PathOf(name);
        var whole = TraceCheck.Run(path, new CheckOptions());
        foreach (var (from, to) in Parts(whole.Completeness.Lines!.Total))
        {
            var (text, slice) = Cut(path, from, to);
            using var part = FtraceTrace.Open(new MemoryStream(text), path, kernel: null);
            var report = TraceCheck.Run(part, new CheckOptions());
            Assert.NotEqual(TraceVerdict.Holds, report.Verdict);
            Assert.Equal(whole.Origin?.Kernel, report.Origin?.Kernel);
            Assert.Equal(0, report.Completeness.Unplaced);
            Assert.Subset(
                whole.Findings.Select(finding => (finding.Reason.Code, LineSequence.LineOf(finding.Sequence))).ToHashSet(),
                report.Findings.Select(finding => (finding.Reason.Code, LineSequence.LineOf(finding.Sequence) - slice.Begin + slice.First)).ToHashSet());
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_part_of_a_run_shows_no_breach_that_the_whole_has_not(string name)
    {
        var path = RepositoryRoot.At($"traces/{name}.nettrace");
        var whole = TraceCheck.Run(path, new CheckOptions());
        foreach (var (from, to) in Parts(whole.Events))
        {
            using var part = new SlicedTrace(TraceFile.Open(path), TraceSpan.Whole with { First = from, Last = to });
            var report = TraceCheck.Run(part, new CheckOptions());
            Assert.NotEqual(TraceVerdict.Holds, report.Verdict);
            Assert.Equal(whole.Events, report.Events + report.Completeness.Lost - report.Completeness.Gaps.Count);

            // Where a rule that would tell a breach better cannot judge, another that yields to it does.
            Assert.Subset(whole.Findings.Select(finding => finding.Sequence).ToHashSet(), report.Findings.Select(finding => finding.Sequence).ToHashSet());
        }
    }

    [Theory]
    [MemberData(nameof(Findings))]
    public void What_explains_a_finding_is_a_small_part_in_which_it_is_found_again(string name, int number)
    {
        var path = RepositoryRoot.At($"traces/{name}");
        var whole = TraceCheck.Run(path, new CheckOptions());
        var finding = Ranking.Of(whole).All[number - 1];
        var place = EventPlace.In(whole);
        var span = new FindingSpan(path, new CheckOptions(), finding).Find(place, margin: 10);
        using var opened = TraceFile.Open(path);
        using ITrace part = TraceSlice.IsText(opened.Origin) ? Text(opened, span) : new SlicedTrace(opened, span);
        var report = TraceCheck.Run(part, new CheckOptions());
        var (told, again) = (new Explainer(whole).Explain(finding), report.Findings.Where(other => other.Reason.Code == finding.Reason.Code).Select(new Explainer(report).Explain).ToArray());
        Assert.Contains(again, other => other.Then == told.Then && other.Let.Count == told.Let.Count && Unplaced(other.Held) == Unplaced(told.Held) && other.Seen.Count == told.Seen.Count);
        Assert.True(report.Events < whole.Events, "the part is the whole");
    }

    [Fact]
    public void The_lines_of_a_part_are_those_of_the_whole_below_a_header_that_tells_how_many_there_are()
    {
        var path = Capture.PathOf("linux-6.1/dontneed-kvm-stacktrace.trace");
        var (text, slice) = Cut(path, 100, 160);
        var part = Encoding.UTF8.GetString(text).TrimEnd('\n').Split('\n');
        var whole = KernelText.LinesOf("linux-6.1/dontneed-kvm-stacktrace");
        Assert.Equal(whole.Skip((int)slice.First - 1).Take((int)(slice.Last - slice.First) + 1), part[(slice.Begin - 1)..^1]);
        Assert.Equal("[...]", part[^1]);
        Assert.Contains($"# slice: lines {slice.First}-{slice.Last} of {whole.Count}; Linux 4.15-6.5", part);
        var entries = part[(slice.Begin - 1)..^1].Count(line => !line.StartsWith(" =>", StringComparison.Ordinal));
        Assert.Contains(part, line => line.StartsWith($"# entries-in-buffer/entries-written: {entries}/", StringComparison.Ordinal));
        Assert.DoesNotContain(part[slice.Begin - 1], "=>", StringComparison.Ordinal);
        Assert.StartsWith(" =>", part[^2], StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_whole_promises_and_does_not_show_the_part_does_not_show_either()
    {
        var whole = Lines(10).Prepend("# entries-in-buffer/entries-written: 15/17   #P:2").Prepend("# tracer: nop").ToArray();
        var part = Encoding.UTF8.GetString(Cut(whole, 5, 6)).Split('\n');
        Assert.Contains("# entries-in-buffer/entries-written: 7/17   #P:2", part);
    }

    [Fact]
    public void A_part_that_leaves_nothing_out_is_the_whole() => Assert.Equal(Lines(4).Prepend("# tracer: nop"), Encoding.UTF8.GetString(Cut([.. Lines(4).Prepend("# tracer: nop")], 1, 9)).TrimEnd('\n').Split('\n'));

    [Fact]
    public void Of_two_traces_in_one_text_the_first_ends_where_the_second_begins()
    {
        string[] both = ["# tracer: nop", .. Lines(3), "# tracer: nop", .. Lines(2)];
        Assert.Equal(["# tracer: nop", "# slice: lines 3-4 of 4", .. Lines(3)[1..]], Encoding.UTF8.GetString(Cut(both, 3, 99)).TrimEnd('\n').Split('\n'));
    }

    private static string[] Lines(int count) => [.. Enumerable.Range(1, count).Select(i => $"             mmw-98      [000] .....    26.00000{i}: mmap_lock_released: mm=0xffff8881401e0b40 memcg_path=/ write=false")];

    private static byte[] Cut(string[] lines, long from, long to)
    {
        using var part = new MemoryStream();
        using var trace = FtraceTrace.Open(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n")), "trace.txt", kernel: null);
        Assert.NotNull(trace.WriteSlice(LinesFrom(from, to), part));
        return part.ToArray();
    }

    private static (byte[] Text, TextSlice Slice) Cut(string path, long from, long to)
    {
        using var part = new MemoryStream();
        using var trace = TraceFile.Open(path);
        var slice = trace.WriteSlice(LinesFrom(from, to), part);
        Assert.NotNull(slice);
        return (part.ToArray(), slice);
    }

    private static FtraceTrace Text(ITrace trace, TraceSpan span)
    {
        var part = new MemoryStream();
        trace.WriteSlice(span, part);
        part.Position = 0;
        return FtraceTrace.Open(part, trace.Path, kernel: null);
    }

    private static TraceSpan LinesFrom(long from, long to) => TraceSpan.Whole with { First = LineSequence.First(from), Last = LineSequence.Last(to) };

    private static IEnumerable<(long From, long To)> Parts(long count)
    {
        var random = new SplitMix64(7);
        for (var i = 0; i < PartsOfEach; i++)
        {
            var from = 20 + random.Next((int)(count * 3 / 4));
            yield return (from, from + 10 + random.Next((int)(count / 8)));
        }
    }

    // A part of a text has other lines.
    private static string Unplaced(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"line \d+", string.Create(CultureInfo.InvariantCulture, $"line"));
}
