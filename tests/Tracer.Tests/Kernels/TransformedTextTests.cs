using System.IO.Compression;
using Tracer.Testing.Captures;

namespace Tracer.Tests.Kernels;

/// <summary>
/// Whatever mails, editors and consoles do to a capture: it says the same, or that something is missing. No text shows a breach that the whole has not, and none whose events
/// are gone holds.
/// </summary>
/// <remarks>Parts of captures here; <c>TRACER_TRANSFORMS=1</c> takes the whole of each.</remarks>
public sealed class TransformedTextTests
{
    private const int LinesTaken = 1500;

    private static readonly bool TakesAll = Environment.GetEnvironmentVariable("TRACER_TRANSFORMS") is not null;

    public static TheoryData<string> Captures =>
    [
        "linux-6.1/cow-fork-kvm", "linux-6.1/dontneed-kvm", "linux-6.1/mprotect-kvm", "linux-6.1/munmap-kvm", "linux-6.1/pageout-kvm-tgid", "linux-6.1/exit-kvm",
        "linux-6.1/msync-mkclean-kvm", "linux-6.1-rt/cow-nokvm-rt", "linux-6.12/cow-fork-kvm", "linux-6.12/dontneed-kvm", "linux-7.2/mthp-kvm", "linux-7.3/cow-fork-kvm",
        "planted/bug01-cow-fork-kvm", "planted/bug03-cow-fork-kvm", "planted/bug05-msync-mkclean-kvm", "planted/bug09-mprotect-kvm", "planted/bug20-mprotect-early-kvm",
        "planted/bug22-mprotect-seq-kvm", "planted/bug30-cow-early-kvm", "planted/lockdep-both-bug09-mprotect-kvm",
    ];

    [Theory]
    [MemberData(nameof(Captures))]
    public void A_text_says_the_same_or_that_something_is_missing(string name)
    {
        var lines = LinesOf(name);
        var whole = Check(TextTransform.All[7].Apply(lines, new SplitMix64(0)), name);
        var known = Breaches(whole);
        var wrong = new List<string>();
        for (var at = 0; at < TextTransform.All.Count; at++)
        {
            var transform = TextTransform.All[at];
            var text = transform.Apply(lines, new SplitMix64((ulong)at));
            var reports = CheckAll(text, name);
            if (text is not [0x1f, 0x8b, ..] && reports.All(report => report.Completeness.Lines is not null) && Counted(reports) != LinesIn(text))
                wrong.Add($"{transform}: {Counted(reports)} lines counted of {LinesIn(text)}");
            var found = reports.SelectMany(Breaches).ToList();
            var alarms = found.Except(known).ToList();
            if (alarms.Count > 0) wrong.Add($"{transform}: {string.Join(", ", alarms.Take(3))} of {alarms.Count}");
            if (!transform.Loses && (found.Count != known.Count || reports[0].Verdict != whole.Verdict)) wrong.Add($"{transform}: {reports[0].Verdict}, {found.Count} findings of {known.Count}");
            if (transform is { Loses: true, IsSilent: false } && reports.All(report => report.Verdict == TraceVerdict.Holds)) wrong.Add($"{transform}: holds");
        }

        Assert.Empty(wrong);
    }

    private static List<(string Reason, long Time, int Task)> Breaches(TraceReport report) =>
        [.. report.Findings.Select(finding => (finding.Reason.Code, finding.Culprit.Header.TimestampNs, finding.Culprit.Header.Task.Value))];

    private static long Counted(List<TraceReport> reports) => reports.Sum(report => report.Completeness.Lines!.Total);

    private static long LinesIn(byte[] text) => text.AsSpan().Count((byte)'\n') + (text[^1] == '\n' ? 0 : 1);

    private static TraceReport Check(byte[] text, string name) => CheckAll(text, name)[0];

    private static List<TraceReport> CheckAll(byte[] text, string name)
    {
        Stream stream = new MemoryStream(text);
        if (text is [0x1f, 0x8b, ..]) stream = new GzipText(stream);
        var reports = new List<TraceReport>();
        try
        {
            ITrace? trace = FtraceTrace.Open(stream, name, null);
            using var first = trace;
            for (; trace is not null; trace = trace.Next(name)) reports.Add(TraceCheck.Run(trace, new CheckOptions()));
        }
        catch (TraceFormatException e)
        {
            reports.Add(TraceReport.Unreadable(name, e.Message));
        }

        return reports;
    }

    // With a header that tells how many there are.
    private static List<string> LinesOf(string name)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(Capture.PathOf(name + ".trace")), CompressionMode.Decompress));
        List<string> lines = [.. text.ReadToEnd().TrimEnd('\n').Split('\n').Take(TakesAll ? int.MaxValue : LinesTaken)];
        var header = lines.FindIndex(line => line.StartsWith("# entries-in-buffer", StringComparison.Ordinal));
        var events = lines.Count(line => line.Length > 0 && !line.StartsWith('#'));
        lines[header] = FormattableString.Invariant($"# entries-in-buffer/entries-written: {events}/{events}   #P:2");
        return lines;
    }
}
