using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tracer.Traces.Files;

/// <summary>The open files that a process is given when it starts: standard input, output and error.</summary>
public static class Descriptor
{
    public const int Input = 0;
    public const int Output = 1;
    public const int Error = 2;

    // Kept open for as long as the process lives.
    private static readonly List<SafeFileHandle> Taken = [];

    private const int ClosedOnExec = 0x80000;
    private const int Interrupted = 4;
    private const short ToRead = 1;
    private const short Hurt = 8 | 16;

    /// <summary>
    /// Whether the process was given this one. Where it was not, the runtime has most likely opened something of its own under the number, which nobody but it may read or
    /// write: all that it opens is closed on exec, which nothing can be that has come through one.
    /// </summary>
    public static bool IsGiven(int descriptor)
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists("/proc/self/fdinfo")) return true;
        try
        {
            var flags = File.ReadLines(FormattableString.Invariant($"/proc/self/fdinfo/{descriptor}")).First(line => line.StartsWith("flags:", StringComparison.Ordinal));
            return (Convert.ToInt32(flags["flags:".Length..].Trim(), 8) & ClosedOnExec) == 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Takes the numbers of those that were not given, so that no file opened later is written into by whoever believes it to be one of them.</summary>
    public static void TakeUngiven()
    {
        if (OperatingSystem.IsWindows()) return;
        while (true)
        {
            var handle = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite);
            if (handle.DangerousGetHandle() > Error)
            {
                handle.Dispose();
                return;
            }

            Taken.Add(handle);
        }
    }

    /// <summary>Waits until there is something to read, or the end; true at once where nobody can tell.</summary>
    public static bool WaitToRead(int descriptor, int milliseconds) => Wait(descriptor, ToRead, milliseconds);

    /// <summary>Waits until nobody reads any more what is written.</summary>
    public static bool WaitUntilNobodyReads(int descriptor) => !OperatingSystem.IsWindows() && Wait(descriptor, 0, -1);

    private static unsafe bool Wait(int descriptor, short events, int milliseconds)
    {
        if (OperatingSystem.IsWindows()) return true;
        var asked = new PollDescriptor { Descriptor = descriptor, Events = events };
        while (true)
        {
            var count = NativeMethods.Poll(&asked, 1, milliseconds);
            if (count >= 0) return (asked.Returned & (events | Hurt)) != 0;

            // A signal ends the waiting, and there may be a reason now to do something else; of an error the file itself will tell.
            if (Marshal.GetLastPInvokeError() != Interrupted) return events != 0;
            if (milliseconds >= 0) return false;
        }
    }
}

[StructLayout(LayoutKind.Sequential)]
internal struct PollDescriptor
{
    public int Descriptor;
    public short Events;
    public short Returned;
}
