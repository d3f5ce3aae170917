using Microsoft.Win32.SafeHandles;

namespace Tracer.Cli.Files;

/// <summary>Where a command's output goes.</summary>
internal static class StandardOutput
{
    private const int BrokenPipe = 32;
    private const int BrokenPipeOnWindows = unchecked((int)0x8007006d);
    private const int ClosingPipeOnWindows = unchecked((int)0x800700e8);

    /// <summary>A screen gets line by line, a file or a pipe many lines at once.</summary>
    public static TextWriter Open() => Console.IsOutputRedirected ? new StreamWriter(Redirected(), bufferSize: 1 << 16) : Console.Out;

    /// <summary>Whoever read the output reads no more: there is no use in going on, and nothing to complain of.</summary>
    public static bool HasNoReader(IOException e) => e.HResult is BrokenPipe or BrokenPipeOnWindows or ClosingPipeOnWindows;

    // The console's own stream says nothing when its reader is gone. Of a file, which others may write to as well, it knows better where to write.
    private static Stream Redirected()
    {
        if (OperatingSystem.IsWindows()) return Console.OpenStandardOutput();
        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }
}
