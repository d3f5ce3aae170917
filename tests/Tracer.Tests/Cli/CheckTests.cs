using System.Text.Json;
using System.Text.RegularExpressions;
using Tracer.Testing;
using Tracer.Tests.Traces.Nettrace;

namespace Tracer.Tests.Cli;

[Collection(NettraceCollection.Name)]
public sealed partial class CheckTests(SampleTraces traces) : IClassFixture<SampleTraces>
{
    private static readonly string Mkclean = RepositoryRoot.At("traces/kernel/planted/bug05-msync-mkclean-kvm.trace.txt.gz");

    [Fact]
    public void A_trace_that_holds_exits_0() =>
        Assert.StartsWith("holds — ", Tool.Run("check", traces.Holds).Done()[0], StringComparison.Ordinal);

    [Fact]
    public void A_trace_that_breaks_a_rule_exits_1() =>
        Assert.StartsWith("violated — N01 ", Tool.Run("check", traces.Violated).Done(exitCode: 1)[0], StringComparison.Ordinal);

    [Theory]
    [InlineData("report.json", "[\n  {\n    \"schema\": \"1.0\"")]
    [InlineData("report.csv", "trace,rule,reason")]
    [InlineData("report.sarif", "{\n  \"$schema\": ")]
    [InlineData("report.xml", "<?xml version")]
    [InlineData("report.txt", "violated — ")]
    public void The_ending_of_the_file_says_the_format_unless_another_is_asked_for(string name, string begins)
    {
        var file = traces.PathOf(name);
        Tool.Run("check", traces.Violated, "-o", file).Done(exitCode: 1);
        Assert.StartsWith(begins, File.ReadAllText(file), StringComparison.Ordinal);

        Tool.Run("check", traces.Violated, "--format", "text", "-o", file).Done(exitCode: 1);
        Assert.StartsWith("violated — ", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_left_open_exits_as_asked_for() =>
        Tool.Run("check", traces.Cut(traces.Holds, 0.5), "--inconclusive-exit", "125").Done(exitCode: 125);

    [Fact]
    public void Of_several_traces_the_gravest_counts_and_the_last_line_says_how_many()
    {
        var cut = traces.Cut(traces.Holds, 0.5);
        var bad = traces.File("bad.txt", "hello\n"u8);

        Assert.Equal("2 traces: 1 holds, 1 inconclusive", Tool.Run("check", traces.Holds, cut).Done(exitCode: 3)[^1]);
        Assert.Equal("3 traces: 1 holds, 1 violated, 1 inconclusive", Tool.Run("check", traces.Holds, cut, traces.Violated).Done(exitCode: 1)[^1]);
        Assert.Equal("4 traces: 1 holds, 1 violated, 1 inconclusive, 1 unreadable", Tool.Run("check", traces.Holds, cut, traces.Violated, bad).Done(exitCode: 2)[^1]);
    }

    [Fact]
    public void Several_at_a_time_give_the_same_report()
    {
        string[] paths = [traces.Violated, traces.Holds, SampleTraces.Kernel, traces.Violated, SampleTraces.PlantedKernel];

        var one = Tool.Run(["check", .. paths, "--format", "json"]);

        Assert.Equal(one, Tool.Run(["check", .. paths, "--format", "json", "--jobs", "4"]));
    }

    [Fact]
    public void Only_the_rules_asked_for_are_put_to_the_test() =>
        Assert.Matches(@"^violated — N01 \w+ times; 2 rules put to the test \(\d+ times\)$", Tool.Run("check", traces.Violated, "--rules", "N01,N02").Done(exitCode: 1)[0]);

    [Fact]
    public void A_report_goes_to_a_file_in_every_format()
    {
        foreach (var format in new[] { "text", "json", "csv", "csv-rules" })
        {
            var path = traces.PathOf("report");

            Assert.Equal([""], Tool.Run("check", traces.Violated, "--format", format, "-o", path).Done(exitCode: 1));

            Assert.Equal(Tool.Run("check", traces.Violated, "--format", format).Output, File.ReadAllText(path));
            traces.NothingPartial();
        }
    }

    [Fact]
    public void JSON_is_an_array_with_an_object_for_each_trace()
    {
        var bad = traces.File("bad.txt", "hello\n"u8);

        var checking = Tool.Run("check", traces.Violated, bad, "--format", "json");

        Assert.Equal(2, checking.ExitCode);
        Assert.StartsWith($"tracer: {bad}: ", checking.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(checking.Output);
        Assert.Equal(["violated", "unreadable"], json.RootElement.EnumerateArray().Select(trace => trace.GetProperty("verdict").GetString()));
    }

    [Fact]
    public void Findings_of_the_baseline_do_not_fail()
    {
        var baseline = traces.PathOf("baseline.json");
        Tool.Run("check", traces.Violated, "--format", "json", "-o", baseline).Done(exitCode: 1);

        var same = Tool.Run("check", traces.Violated, "--baseline", baseline);

        Assert.Equal(0, same.ExitCode);
        Assert.Matches(@": \d+ findings, all in the baseline\n$", same.Error);
    }

    [Fact]
    public void Findings_that_the_baseline_has_not_do()
    {
        var baseline = traces.PathOf("baseline.json");
        Tool.Run("check", traces.Violated, "--rules", "N01", "--format", "json", "-o", baseline).Done(exitCode: 1);

        var more = Tool.Run("check", traces.Violated, "--rules", "N01,N11", "--baseline", baseline);

        Assert.Equal(1, more.ExitCode);
        Assert.Matches(@": 4 findings, 2 not in the baseline: N11\.no-bracket\n$", more.Error);
    }

    // Two kernels with different bugs, whose one helper clears the entry.
    [Fact]
    public void A_bug_on_another_path_is_not_hidden_by_the_baseline()
    {
        var baseline = traces.PathOf("cow.json");
        Tool.Run("check", SampleTraces.PlantedKernel, "--rules", "N01", "--format", "json", "-o", baseline).Done(exitCode: 1);

        Assert.Equal(0, Tool.Run("check", SampleTraces.PlantedKernel, "--rules", "N01", "--baseline", baseline).ExitCode);
        var other = Tool.Run("check", Mkclean, "--rules", "N01", "--baseline", baseline);
        Assert.Equal(1, other.ExitCode);
        Assert.EndsWith(": 127 findings, 127 not in the baseline: N01.no-bracket\n", other.Error, StringComparison.Ordinal);

        // One baseline may know both.
        Tool.Run("check", SampleTraces.PlantedKernel, Mkclean, "--rules", "N01", "--format", "json", "-o", baseline).Done(exitCode: 1);
        Assert.Equal(0, Tool.Run("check", Mkclean, "--rules", "N01", "--baseline", baseline).ExitCode);
    }

    [Fact]
    public void A_baseline_that_names_no_callers_hides_nothing_and_is_to_be_written_anew()
    {
        var baseline = traces.PathOf("old.json");
        var json = Tool.Run("check", SampleTraces.PlantedKernel, "--rules", "N01", "--format", "json").Output;
        File.WriteAllText(baseline, Caller().Replace(json, ""));

        var told = Tool.Run("check", SampleTraces.PlantedKernel, "--rules", "N01", "--baseline", baseline);

        Assert.Equal(1, told.ExitCode);
        Assert.EndsWith(": the baseline knows 73 of these but for the caller, which it does not name: write it anew\n", told.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Which_kernel_a_recording_is_of_it_says_itself()
    {
        var plain = Tool.Run("check", traces.Holds).Done();
        var asked = Tool.Run("check", traces.Holds, "--kernel", "6.1").Done();

        Assert.Equal([plain[0], plain[1], "  But   Linux 6.1 was asked for: that is for kernels' traces, and this is judged"], asked[..3]);
        Assert.Equal(plain[2..], asked[4..]);
        Assert.EndsWith(": Linux 6.1 was asked for: that is for kernels' traces, and this is judged by what it says itself\n", Tool.Run("show", traces.Holds, "--kernel", "6.1").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_is_written_to_and_not_replaced()
    {
        Tool.Run("check", traces.Holds, "-o", "/dev/null").Done();

        Assert.Equal(0, new FileInfo("/dev/null").Length);
        Assert.False(File.Exists("/dev/null.partial"));
    }

    [Fact]
    public void A_policy_counts_only_when_asked_for()
    {
        var trace = traces.PathOf("policy.nettrace");
        Tool.Run("record", "reclaim", "--protocol", "4.12", "--driver", "kvm", "-o", trace).Done();

        Assert.Contains("Policy: rules that were proposed and never enforced; they set no verdict.", Tool.Run("check", trace).Done());
        Assert.StartsWith("violated — P04 ", Tool.Run("check", trace, "--policy").Done(exitCode: 1)[0], StringComparison.Ordinal);
    }

    [GeneratedRegex(@",\s+""caller"": ""\w+""")]
    private static partial Regex Caller();
}
