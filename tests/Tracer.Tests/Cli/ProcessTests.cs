using System.Diagnostics;
using System.IO.Compression;
using Tracer.Tests.Traces.Nettrace;

namespace Tracer.Tests.Cli;

/// <summary>What only a process of its own can show: pipes.</summary>
[Collection(NettraceCollection.Name)]
public sealed class ProcessTests(SampleTraces traces) : IClassFixture<SampleTraces>
{
    [Fact]
    public void Whoever_reads_may_stop_reading()
    {
        using var tracer = Start("show", SampleTraces.Kernel);
        tracer.StandardInput.Close();

        Assert.NotNull(tracer.StandardOutput.ReadLine());
        tracer.StandardOutput.Close();

        Assert.Equal("", tracer.StandardError.ReadToEnd());
        tracer.WaitForExit();
        Assert.Equal(0, tracer.ExitCode);
    }

    // The trace goes on: what ends is the reading.
    [Fact]
    public async Task Show_ends_when_nobody_reads_on()
    {
        using var tracer = Start("show", "-");
        var writing = Task.Run(() => WriteForEver(tracer, SampleTraces.Kernel), TestContext.Current.CancellationToken);
        Assert.NotNull(await tracer.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        tracer.StandardOutput.Close();

        await Assert.ThrowsAsync<IOException>(() => writing);

        Assert.Equal("", await tracer.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await tracer.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, tracer.ExitCode);
    }

    [Fact]
    public void Show_ends_when_its_lines_are_out()
    {
        using var tracer = Start("show", "-", "--lines", "3");
        using var packed = new GZipStream(File.OpenRead(SampleTraces.Kernel), CompressionMode.Decompress);
        var trace = new byte[1 << 16];
        Write(tracer, trace.AsSpan(0, packed.ReadAtLeast(trace, trace.Length)));

        Assert.Equal(3, tracer.StandardOutput.ReadToEnd().TrimEnd().Split('\n').Length);
        Assert.Equal("", tracer.StandardError.ReadToEnd());
        tracer.WaitForExit();
        Assert.Equal(0, tracer.ExitCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_trace_comes_through_a_pipe(bool kernel)
    {
        using var tracer = Start("check", "-");
        using (var input = tracer.StandardInput.BaseStream) input.Write(File.ReadAllBytes(kernel ? SampleTraces.Kernel : traces.Holds));

        Assert.StartsWith("holds — ", tracer.StandardOutput.ReadToEnd(), StringComparison.Ordinal);
        Assert.Equal("", tracer.StandardError.ReadToEnd());
        tracer.WaitForExit();
        Assert.Equal(0, tracer.ExitCode);
    }

    [Theory]
    [InlineData("-")]
    [InlineData("/dev/stdin")]
    public void A_finding_of_what_comes_once_is_explained_without_what_stands_around_it(string path)
    {
        using var tracer = Start("explain", path);
        using (var input = tracer.StandardInput.BaseStream) input.Write(File.ReadAllBytes(SampleTraces.PlantedKernel));

        var told = tracer.StandardOutput.ReadToEnd();
        Assert.Equal("", tracer.StandardError.ReadToEnd());
        tracer.WaitForExit();
        Assert.Equal(0, tracer.ExitCode);
        Assert.StartsWith("Finding 1: ", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Seen, around", told, StringComparison.Ordinal);
        Assert.Contains("Kept in traces/rules/", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_of_findings_may_leave_before_the_trace_is_over()
    {
        using var tracer = Start("check", "-");
        tracer.StandardOutput.Close();
        Assert.ThrowsAny<IOException>(() => WriteForEver(tracer, SampleTraces.PlantedKernel));

        Assert.Equal("", tracer.StandardError.ReadToEnd());
        tracer.WaitForExit();
        Assert.Equal(141, tracer.ExitCode);
    }

    [Fact]
    public void A_full_disk_is_one_line()
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", $"dotnet exec '{Tracer}' list rules > /dev/full" },
            RedirectStandardError = true,
        })!;

        Assert.Equal("tracer: No space left on device", shell.StandardError.ReadToEnd().Split(" : ")[0].TrimEnd());
        shell.WaitForExit();
        Assert.Equal(2, shell.ExitCode);
    }

    // Nothing more comes to be told: the reader's leaving alone ends it, though the trace stays open.
    [Fact]
    public void A_reader_that_leaves_ends_the_work_at_once()
    {
        using var tracer = Start("check", "-");
        tracer.StandardInput.BaseStream.Write("# tracer: nop\n"u8);
        tracer.StandardInput.BaseStream.Flush();

        tracer.StandardOutput.Close();

        Assert.True(tracer.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.Equal(141, tracer.ExitCode);
        Assert.Equal("", tracer.StandardError.ReadToEnd());
    }

    [Theory]
    [InlineData("check - <&-", "tracer: -: standard input is closed\n")]
    [InlineData("list rules >&-", "tracer: standard output is closed\n")]
    [InlineData("check nothing 2>&-", "")]
    [InlineData("check nothing 2>/dev/full", "")]
    [InlineData("check - <&- >&- 2>&-", "")]
    public void A_stream_that_is_not_there_is_one_line_where_there_is_room_for_it(string line, string told)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", $"dotnet exec '{Tracer}' {line}" },
            RedirectStandardError = true,
        })!;

        Assert.Equal(told, shell.StandardError.ReadToEnd());
        Assert.True(shell.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.Equal(2, shell.ExitCode);
    }

    private static void Write(Process tracer, ReadOnlySpan<byte> bytes)
    {
        tracer.StandardInput.BaseStream.Write(bytes);
        tracer.StandardInput.BaseStream.Flush();
    }

    private static void WriteForEver(Process tracer, string capture)
    {
        using var trace = new MemoryStream();
        using (var packed = new GZipStream(File.OpenRead(capture), CompressionMode.Decompress)) packed.CopyTo(trace);
        while (true) Write(tracer, trace.ToArray());
    }

    private static string Tracer => Path.Combine(AppContext.BaseDirectory, "tracer.dll");

    private static Process Start(params string[] args) => Process.Start(new ProcessStartInfo("dotnet", ["exec", Tracer, .. args])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
