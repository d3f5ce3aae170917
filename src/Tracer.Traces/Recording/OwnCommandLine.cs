using System.Runtime.InteropServices;

namespace Tracer.Traces.Recording;

/// <summary>
/// Blanks the command line of the recording process, with which EventPipe closes every session: a trace is shown around, and
/// the paths of the machine that made it are nobody's business. What was run stands in the trace's first events.
/// </summary>
internal static class OwnCommandLine
{
    private const int ChunkSize = 64 * 1024;

    /// <summary>Overwrites it with as many spaces, so that nothing else moves.</summary>
    public static void Blank(Stream file)
    {
        if (Environment.ProcessPath is not { } program) return;

        // Where the system does not keep the line, the runtime makes it: the program's full path, a space, the assembly's, the
        // arguments. Without the space the path of tracer would be found in that of tracer.dll behind it.
        Blank(file, OperatingSystem.IsWindows() ? Environment.CommandLine : program + " ", ChunkSize);
    }

    /// <summary>Blanks the last zero-terminated UTF-16 text with this beginning.</summary>
    internal static void Blank(Stream file, string beginning, int chunkSize)
    {
        var wanted = MemoryMarshal.AsBytes<char>(beginning.ToCharArray());
        var buffer = new byte[chunkSize + wanted.Length - 1];

        // It is the session's last event, so from the end it is found at once, however long the recording.
        for (var start = file.Length; start > 0;)
        {
            start = Math.Max(0, start - chunkSize);
            file.Position = start;
            var read = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (buffer.AsSpan(0, read).IndexOf(wanted) is not (var at and >= 0)) continue;
            BlankText(file, start + at);
            return;
        }
    }

    private static void BlankText(Stream file, long at)
    {
        Span<byte> character = stackalloc byte[sizeof(char)];
        for (; ; at += sizeof(char))
        {
            file.Position = at;
            if (file.ReadAtLeast(character, sizeof(char), throwOnEndOfStream: false) < sizeof(char)) return;
            if (character is [0, 0]) return;
            file.Position = at;
            file.Write(" \0"u8);
        }
    }
}
