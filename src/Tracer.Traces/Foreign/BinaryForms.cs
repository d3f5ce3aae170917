namespace Tracer.Traces.Foreign;

/// <summary>Binary files that people take for a trace of ours, or pack one in: each is named with the command that helps.</summary>
internal static class BinaryForms
{
    private static readonly Mark[] Marks =
    [
        Packed([0xfd, .. "7zXZ\0"u8], "xz", "xzcat FILE"),
        Packed("BZh"u8, "bzip2", "bzcat FILE"),
        Packed([0x28, 0xb5, 0x2f, 0xfd], "zstd", "zstdcat FILE"),
        Packed([0x04, 0x22, 0x4d, 0x18], "lz4", "lz4cat FILE"),
        Packed([0x1f, 0x9d], "compress", "zcat FILE"),
        Packed("PK\u0003\u0004"u8, "zip", "unzip -p FILE"),
        Packed("PK\u0005\u0006"u8, "zip", "unzip -p FILE"),
        Packed([.. "7z"u8, 0xbc, 0xaf, 0x27, 0x1c], "7z", "7z x -so FILE"),
        new("ustar"u8, "a tar archive", "unpack it with `tar -xf FILE` and give the folder") { At = 257 },
        new([0xff, 0xfe], "text in UTF-16, as PowerShell writes it", ToUtf8("utf-16")),
        new([0xfe, 0xff], "text in UTF-16", ToUtf8("utf-16")),
        new("PERFILE2"u8, "a perf.data of perf", $"perf prints neither preempt depth nor interrupts; {TextForms.Recorded}"),
        new("2ELIFREP"u8, "a perf.data of perf", $"perf prints neither preempt depth nor interrupts; {TextForms.Recorded}"),
        new([0x57, 0x1d, 0xd1, 0x75], "the metadata of a CTF trace (LTTng)", TextForms.Recorded),
        new([0xc1, 0x1f, 0xfc, 0xc1], "a stream of a CTF trace (LTTng)", TextForms.Recorded),
        new([0x02, 0x00, 0x02, 0xc0], "an .etl of Windows (ETW)", "only traces of Linux are read") { At = 72 },
        new([0x02, 0x00, 0x01, 0xc0], "an .etl of Windows (ETW)", "only traces of Linux are read") { At = 72 },
        new([0x14, 0, 0, 0, .. "!FastSerialization.1"u8], "a .netperf, or another older file of TraceEvent", "only .nettrace is read, as `tracer record` and dotnet-trace write it"),
    ];

    /// <summary>What a file that begins so is and what to do, in words that follow its path; null if it is none of these.</summary>
    public static string? Of(ReadOnlySpan<byte> beginning)
    {
        foreach (var mark in Marks)
            if (mark.IsIn(beginning)) return mark.Words;
        if (IsUtf16(beginning)) return $"is text in UTF-16; {ToUtf8("utf-16le")}";
        return IsPackedAtrace(beginning)
            ? "is a packed capture of atrace or systrace; capture without -z, or give what unpacking the zlib data behind TRACE: brings" : null;
    }

    // Text without a mark in front: every other byte is the upper half of a Latin letter.
    private static bool IsUtf16(ReadOnlySpan<byte> beginning)
    {
        if (beginning.Length < 32) return false;
        for (var i = 0; i < 32; i += 2)
            if (beginning[i] == 0 || beginning[i + 1] != 0) return false;
        return true;
    }

    // Behind the line lies a zlib stream, whose first two bytes are a multiple of 31 by its definition.
    private static bool IsPackedAtrace(ReadOnlySpan<byte> beginning)
    {
        var mark = beginning.IndexOf("TRACE:\n"u8);
        return mark >= 0 && beginning[(mark + 7)..] is [0x78, var second, ..] && (0x7800 + second) % 31 == 0;
    }

    private static string ToUtf8(string encoding) => Give($"iconv -f {encoding} -t utf-8 FILE | tracer check -");

    private static string Give(string command) => $"give it as `{command}`";

    private static Mark Packed(ReadOnlySpan<byte> bytes, string by, string unpack) => new(bytes, $"packed by {by}", Give($"{unpack} | tracer check -"));

    private sealed class Mark(ReadOnlySpan<byte> bytes, string what, string help)
    {
        private readonly byte[] bytes = bytes.ToArray();

        /// <summary>Where in the file the bytes stand.</summary>
        public int At { get; init; }

        public string Words { get; } = $"is {what}; {help}";

        public bool IsIn(ReadOnlySpan<byte> beginning) => beginning.Length > At && beginning[At..].StartsWith(bytes);
    }
}
