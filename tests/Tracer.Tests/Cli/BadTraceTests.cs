using Tracer.Tests.Traces.Nettrace;

namespace Tracer.Tests.Cli;

[Collection(NettraceCollection.Name)]
public sealed class BadTraceTests(SampleTraces traces) : IClassFixture<SampleTraces>
{
    public static TheoryData<string> Commands => ["check", "info", "show", "explain", "replay", "plot -o NAME.svg"];

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_text_that_is_no_trace(string command) =>
        Assert.Contains("no line of a kernel trace in its beginning", Refusal(command, traces.File("text.txt", "hello world\n"u8)), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Commands))]
    public void An_empty_file(string command) =>
        Assert.Contains(": is empty; a trace is ", Refusal(command, traces.File("empty", [])), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_binary_file(string command) =>
        Assert.Contains(": begins with 7f454c4600000000, a binary form that is not known; a trace is ", Refusal(command, traces.File("binary", [0x7f, .. "ELF"u8, 0, 0, 0, 0])), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_torn_trace_dat(string command) =>
        Assert.Contains(": a damaged trace.dat: at byte 11 it ends within the version", Refusal(command, traces.File("trace.dat", [0x17, 0x08, 0x44, .. "tracing6"u8])), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_missing_file(string command) =>
        Assert.EndsWith(": there is no such file", Refusal(command, traces.PathOf("missing.nettrace")), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_folder_without_traces(string command)
    {
        var folder = Directory.CreateDirectory(traces.PathOf("empty-folder")).FullName;

        Assert.Matches("this folder holds no trace|is a directory; a trace is", Refusal(command, folder));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_file_that_somebody_else_keeps_to_himself(string command)
    {
        var path = traces.PathOf("kept.nettrace");
        using var kept = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        Assert.Contains("cannot be opened: ", Refusal(command, path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.9)]
    public void A_cut_trace_is_checked_up_to_the_cut_and_says_what_is_missing(double part)
    {
        var lines = Tool.Run("check", traces.Cut(traces.Holds, part)).Done(exitCode: 3);

        Assert.StartsWith("inconclusive — the file breaks off after ", lines[0], StringComparison.Ordinal);

        // How events lie in the file is up to when the runtime wrote its blocks: a third of it may hold none.
        Assert.True(lines[0].Contains("the one that closes the run is not there", StringComparison.Ordinal) || part < 0.5 && lines[0].Contains("no event", StringComparison.Ordinal), lines[0]);
    }

    [Fact]
    public void A_cut_trace_whose_rest_breaks_a_rule_is_violated()
    {
        var lines = Tool.Run("check", traces.Cut(traces.Violated, 0.95)).Done(exitCode: 1);

        Assert.StartsWith("violated — ", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains("the file breaks off", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cut_trace_replays_as_far_as_it_goes()
    {
        var lines = Tool.Run("replay", traces.Cut(traces.Violated, 0.5)).Done(exitCode: 3);

        Assert.EndsWith(" events as far as the trace goes", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_foreign_recording_puts_nothing_to_the_test()
    {
        var foreign = traces.Foreign();

        var lines = Tool.Run("check", foreign).Done(exitCode: 3);

        Assert.StartsWith("inconclusive — no event of provider Tracer-Vm, but ", lines[0], StringComparison.Ordinal);
        Assert.Contains("holds no engine run", Tool.Run("replay", foreign).Refusal(), StringComparison.Ordinal);
    }

    private string Refusal(string command, string path)
    {
        var refusal = Tool.Run([.. command.Replace("NAME", traces.PathOf("picture"), StringComparison.Ordinal).Split(' '), path]).Refusal();
        Assert.StartsWith($"{path}: ", refusal, StringComparison.Ordinal);
        Assert.False(File.Exists(traces.PathOf("picture.svg")));
        traces.NothingPartial();
        return refusal;
    }
}
