using System.Text.Json;
using Tracer.Cli;
using Tracer.Cli.Usage;
using Tracer.Tests.Traces.Nettrace;

namespace Tracer.Tests.Cli;

/// <summary>A signal ends a command where it is: what was found until then is told, and said to be a part.</summary>
[Collection(NettraceCollection.Name)]
public sealed class InterruptionTests(SampleTraces traces) : IClassFixture<SampleTraces>
{
    private const string Told = "tracer: interrupted: what is told is what was found until then\n";

    [Theory]
    [InlineData("check TRACE")]
    [InlineData("info TRACE")]
    [InlineData("show TRACE")]
    [InlineData("show TRACE --operations")]
    [InlineData("explain TRACE")]
    [InlineData("plot TRACE -o OUT.svg")]
    [InlineData("report TRACE -o OUT.svg")]
    [InlineData("export TRACE --to jsonl -o OUT")]
    [InlineData("export TRACE --to perfetto -o OUT")]
    [InlineData("export TRACE --to parquet -o OUT")]
    [InlineData("slice TRACE --finding 1 -o OUT")]
    [InlineData("replay TRACE")]
    [InlineData("record munmap -o OUT")]
    [InlineData("matrix --seeds 1")]
    public void A_command_that_is_ended_at_once_says_so_and_writes_nothing(string line)
    {
        var output = traces.PathOf("out");
        var result = Run(line.Replace("TRACE", traces.Violated, StringComparison.Ordinal).Replace("OUT", output, StringComparison.Ordinal), stopsAt: 0);

        Assert.Equal(143, result.ExitCode);
        Assert.EndsWith(Told, result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(output));
        Assert.False(File.Exists(output + ".svg"));
        Assert.DoesNotContain("holds", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_batch_the_traces_before_it_are_told()
    {
        var result = Run($"check {traces.Violated} {traces.Holds} {traces.Holds} -v", stopsAt: 0);

        Assert.Equal(143, result.ExitCode);
        Assert.StartsWith("tracer: 2 of 3 files were not looked at\n", result.Error, StringComparison.Ordinal);
    }

    // A live trace is told of as it comes, so that a test can stop it when something has been.
    [Fact]
    public void What_was_found_is_told_and_no_more_is_read()
    {
        var result = Run($"show {SampleTraces.PlantedKernel}", stopsAt: 2000);

        Assert.Equal(143, result.ExitCode);
        Assert.InRange(result.Lines.Length, 10, 2000);
    }

    [Fact]
    public void A_report_in_part_does_not_get_the_name_of_the_whole()
    {
        var output = traces.PathOf("part.json");
        var result = Run($"check {traces.Violated} --format json -o {output}", stopsAt: 0);

        Assert.Equal(143, result.ExitCode);
        Assert.False(File.Exists(output));
        var part = Assert.Single(Directory.GetFiles(traces.Folder, "part.json.*.partial"));
        Assert.Contains(part, result.Error, StringComparison.Ordinal);
        var report = JsonDocument.Parse(File.ReadAllText(part)).RootElement[0];
        Assert.NotEqual("holds", report.GetProperty("verdict").GetString());
        Assert.True(report.GetProperty("completeness").GetProperty("interrupted").GetBoolean());
    }

    private static ToolResult Run(string line, int stopsAt)
    {
        using var interruption = new Interruption();
        using var output = new StoppingWriter(interruption, stopsAt);
        using var error = new StringWriter();
        if (stopsAt == 0) interruption.Signal(15);
        var exitCode = TracerCommand.Run(line.Split(' '), output, error, interruption);
        return new ToolResult(exitCode, output.ToString(), error.ToString());
    }

    private sealed class StoppingWriter(Interruption interruption, int stopsAt) : StringWriter
    {
        public override void Write(ReadOnlySpan<char> buffer)
        {
            base.Write(buffer);
            if (stopsAt > 0 && GetStringBuilder().Length > stopsAt) interruption.Signal(15);
        }
    }
}
