using System.Diagnostics;
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

    private static string Tracer => Path.Combine(AppContext.BaseDirectory, "tracer.dll");

    private static Process Start(params string[] args) => Process.Start(new ProcessStartInfo("dotnet", ["exec", Tracer, .. args])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
