using Tracer.Analysis;
using Tracer.Testing;
using Tracer.Tests.Traces.Ftrace.TraceDat;

namespace Tracer.Tests.Kernels;

/// <summary>One ring buffer as trace-cmd keeps it and as the kernel prints it.</summary>
public sealed class TraceDatFormTests
{
    [Theory]
    [InlineData("planted/bug01-cow-fork-kvm", ".dat")]
    [InlineData("planted/bug09-mprotect-kvm", ".v6.dat.gz")]
    [InlineData("planted/lockdep-both-bug09-mprotect-kvm", ".dat")]
    [InlineData("linux-6.1-rt/mprotect-nokvm-rt", ".v6.dat.gz")]
    public void Both_find_the_same_and_put_each_rule_to_the_test_equally_often(string name, string ending)
    {
        var file = OfFile(name + ending);
        var text = TraceCheck.Run(RepositoryRoot.At($"traces/kernel/{name}.trace.txt.gz"), new CheckOptions { Kernel = file.Origin!.Kernel });

        Assert.Equal(TraceSourceKind.TraceDat, file.Origin.Kind);
        Assert.Equal(text.Verdict, file.Verdict);
        Assert.Equal(text.Rules.Select(Counts), file.Rules.Select(Counts));
        Assert.Equal(Tellings(text), Tellings(file));
        Assert.Equal(text.Completeness.Unread, file.Completeness.Unread);
    }

    // The kernel's text does not say that its newest events were refused, and so seems whole.
    [Fact]
    public void Events_that_were_refused_are_known_to_be_missing()
    {
        var file = OfFile("linux-6.1/LOST-dropped-newest-dontneed-kvm.v6.dat.gz");
        Assert.Equal(TraceVerdict.Inconclusive, file.Verdict);
        Assert.Equal(new Gap(LineSequence.First(1948), 1, 6639), Assert.Single(file.Completeness.Gaps));
    }

    // The kernel's own buffer is empty. Counted in trace-cmd's report: `range_start` lines.
    [Fact]
    public void What_the_script_has_trace_cmd_write_is_its_instance()
    {
        var file = OfFile("linux-6.12/script-munmap-kvm-kaslr.dat");
        Assert.Equal((TraceVerdict.Holds, "6.12.117+deb12-amd64"), (file.Verdict, file.Origin!.Kernel));
        Assert.Equal(5, file.Of("N02").Checked);
        Assert.Empty(file.Completeness.Unread);
    }

    // The last line of trace-cmd's report is of 143.307048.
    [Fact]
    public void Ticks_are_told_in_nanoseconds()
    {
        var read = DatEvents.Of(File.ReadAllBytes(RepositoryRoot.At("traces/kernel/linux-6.12/tsc2nsec-dontneed-kvm-kaslr.dat")));
        Assert.Equal(143_307_048, (read.Events.Last().Header.TimestampNs + 500) / 1000);
    }

    private static TraceReport OfFile(string name) => TraceCheck.Run(RepositoryRoot.At($"traces/kernel/{name}"), new CheckOptions());

    private static (string, RuleVerdict, long, long, long) Counts(RuleResult result) => (result.Rule.Id, result.Verdict, result.Checked, result.Unjudged, result.Violations);

    // Text has microseconds, rounded.
    private static IEnumerable<(string, int, ulong, string?, long)> Tellings(TraceReport report) =>
        report.Findings.Select(finding => (finding.Reason.Code, finding.Culprit.Header.Task.Value, finding.Address.Value, report.Names.Of(finding.Culprit.Header.Function), (finding.Culprit.Header.TimestampNs + 500) / 1000));
}
