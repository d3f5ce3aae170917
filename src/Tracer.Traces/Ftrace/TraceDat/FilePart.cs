using Tracer.Traces.Reading;

namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>A part of a file, read from its beginning to its end, whoever else reads other parts between two reads. It ends early where the file does.</summary>
internal sealed class FilePart(Stream file, long begin, long length) : ReadOnlyStream
{
    private readonly long end = begin > long.MaxValue - length ? long.MaxValue : begin + length;
    private long at = begin;

    /// <summary>The place in the file that is read next.</summary>
    public long At => at;

    /// <summary>How much of the part is left, though the file may end before it.</summary>
    public long Left => end - at;

    public override int Read(Span<byte> buffer)
    {
        if (Left < buffer.Length) buffer = buffer[..(int)Left];
        if (buffer.IsEmpty || at >= file.Length) return 0;
        file.Position = at;
        var count = file.Read(buffer);
        at += count;
        return count;
    }
}
