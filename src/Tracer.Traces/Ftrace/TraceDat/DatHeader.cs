using Tracer.Traces.Reading;

namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>Reads what a file says besides its records: the few bytes that both versions begin with, and the rest as the version has it.</summary>
internal static class DatHeader
{
    private const int LongestWord = 64;

    public static ReadOnlySpan<byte> Mark => "\u0017\u0008Dtracing"u8;

    /// <exception cref="TraceFormatException">It is no trace.dat of a version that is read, or damaged before its records.</exception>
    public static DatContents Read(Stream file, string path)
    {
        var reader = new DatReader(new FilePart(file, 0, file.Length), path, 0);
        reader.Expect(Mark, "the mark of a trace.dat");
        var version = reader.Text(LongestWord, "the version");
        if (version is not ("6" or "7")) throw new TraceFormatException($"{path}: a trace.dat of version {version}; 6 and 7 are read");
        if (reader.Byte("the byte order") != 0) throw new TraceFormatException($"{path}: a trace.dat of a big-endian machine; only little-endian ones are read");
        reader.Byte("the size of long");
        var pageSize = reader.UInt32("the size of pages");
        if (!DatBuffer.CanHave(1, pageSize)) throw reader.Refusal($"pages have {pageSize} bytes");

        var contents = version == "6" ? Version6.Read(reader, file, path, (int)pageSize) : Version7.Read(reader, file, path);
        if (contents.Formats.Count == 0) throw new TraceFormatException($"{path}: a trace.dat without the formats of its events");
        return contents;
    }

    /// <summary>The name of a packing and its version, of which the first tells all.</summary>
    public static DatPacking Packing(DatReader reader, string path)
    {
        var name = reader.Text(LongestWord, "the name of the compression");
        reader.Text(LongestWord, "the version of the compression");
        return DatPackings.Of(name) ?? throw new TraceFormatException($"{path}: a trace.dat compressed with '{name}'; none, zlib and zstd are read");
    }

    /// <summary>Holds text of a latency tracer where others have records.</summary>
    public static TraceFormatException HoldsText(string path) =>
        new($"{path}: a trace.dat with the text of a latency tracer, and no records; give what `trace-cmd report` prints of it");
}
