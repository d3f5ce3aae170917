namespace Tracer.Traces.Ftrace;

/// <summary>Splits a stream into lines, beginning with bytes that were read ahead of it. Nothing is copied but a line that straddles two reads.</summary>
internal sealed class LineReader(Stream stream, byte[] beginning, int length)
{
    private const int ReadSize = 256 * 1024;

    private byte[] buffer = beginning;
    private int position;
    private int end = length;

    /// <summary>The line that was read last, counted from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Takes the next line, without its end; the span is good until the next call.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var rest = buffer.AsSpan(position, end - position);
            var newline = rest[searched..].IndexOf((byte)'\n');
            if (newline >= 0)
            {
                line = rest[..(searched + newline)];
                position += line.Length + 1;
                break;
            }

            searched = rest.Length;
            if (Refill()) continue;
            line = buffer.AsSpan(position, end - position);
            position = end;
            if (line.IsEmpty) return false;
            break;
        }

        if (line is [.., (byte)'\r']) line = line[..^1];
        Number++;
        return true;
    }

    private bool Refill()
    {
        var rest = buffer.AsSpan(position, end - position);
        if (buffer.Length != ReadSize || rest.Length == buffer.Length)
        {
            var larger = new byte[Math.Max(ReadSize, rest.Length * 2)];
            rest.CopyTo(larger);
            buffer = larger;
        }
        else
        {
            rest.CopyTo(buffer);
        }

        position = 0;
        end = rest.Length;
        var read = stream.Read(buffer, end, buffer.Length - end);
        end += read;
        return read > 0;
    }
}
