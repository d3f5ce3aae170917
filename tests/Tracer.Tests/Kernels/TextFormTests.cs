using Tracer.Analysis;

namespace Tracer.Tests.Kernels;

/// <summary>One ring buffer in two texts: what the kernel prints, and what <c>trace-cmd report</c> makes of it.</summary>
public sealed class TextFormTests
{
    // Everything that rests on brackets and stores alone. Without the latency columns of `report -l` the depth is not known, which N02 and L04 need.
    private static readonly string[] TellingInBoth = ["N01", "N03", "N04", "N05", "N07", "N11", "I01", "I02", "I03", "I05", "I06", "L02", "L07", "L08"];

    [Theory]
    [InlineData("linux-6.1/cow-fork-kvm")]
    [InlineData("planted/bug01-cow-fork-kvm")]
    [InlineData("planted/bug09-mprotect-kvm")]
    [InlineData("planted/bug22-mprotect-seq-kvm")]
    [InlineData("planted/lockdep-both-bug09-mprotect-kvm")]
    [InlineData("planted/lockdep-both-control-mprotect-kvm")]
    public void Both_say_the_same(string name)
    {
        var (text, report) = (KernelCheck.OfFile(name + ".trace"), KernelCheck.OfFile(name + ".report"));
        Assert.Equal(text.Verdict, report.Verdict);
        Assert.All(TellingInBoth, rule => Assert.Equal(Counts(text.Of(rule)), Counts(report.Of(rule))));
        Assert.Equal(Tasks(text), Tasks(report));
    }

    private static (RuleVerdict, long, long, long) Counts(RuleResult result) => (result.Verdict, result.Checked, result.Unjudged, result.Violations);

    // A report has no header and leaves no line out, so that only the numbers of its lines differ.
    private static IEnumerable<(string, int, ulong)> Tasks(TraceReport report) =>
        report.Findings.Select(finding => (finding.Reason.Code, finding.Culprit.Header.Task.Value, finding.Address.Value));
}
