using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Tracer.Tests.Survival;

/// <summary>A run of <c>tracer</c> in a process of its own, which a signal may end.</summary>
internal sealed partial class ToolProcess : IDisposable
{
    public const int Sigint = 2;
    public const int Sigkill = 9;
    public const int Sigterm = 15;

    // Nothing that the tool is asked for here takes so long.
    private const int PatienceMs = 60_000;

    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> error;

    private ToolProcess(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        error = process.StandardError.ReadToEndAsync();
    }

    public static ToolProcess Start(string folder, params IEnumerable<string> args) => new(Process.Start(new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "tracer.dll"), .. args])
    {
        WorkingDirectory = folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!);

    /// <summary>Gives it bytes to read, and no end.</summary>
    public void Feed(byte[] bytes)
    {
        try
        {
            process.StandardInput.BaseStream.Write(bytes);
            process.StandardInput.BaseStream.Flush();
        }
        catch (IOException)
        {
            // It has ended already.
        }
    }

    public void Signal(int number) => _ = Kill(process.Id, number);

    /// <summary>Waits whether it ends within the time.</summary>
    public bool EndsWithin(TimeSpan time) => process.WaitForExit(time);

    /// <summary>Its end; null if it does not come.</summary>
    public Ended? End()
    {
        if (!process.WaitForExit(PatienceMs)) return null;
        return new Ended(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}

/// <summary>How a run ended.</summary>
internal sealed record Ended(int ExitCode, string Output, string Error)
{
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
