namespace Tracer.Traces.Ftrace.Text;

/// <summary>Splits bytes into lines, beginning with bytes that were read ahead of it. Nothing is copied but a line that straddles two reads.</summary>
internal sealed class LineReader(ByteSource source, byte[] beginning, int length)
{
    private const int ReadSize = 256 * 1024;

    private byte[] buffer = beginning;
    private int position;
    private int end = length;
    private bool ownsBuffer;

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
        if (!ownsBuffer || rest.Length == buffer.Length)
        {
            var own = new byte[Math.Max(ReadSize, rest.Length * 2)];
            rest.CopyTo(own);
            buffer = own;
            ownsBuffer = true;
        }
        else
        {
            rest.CopyTo(buffer);
        }

        position = 0;
        end = rest.Length;
        var read = source.Read(buffer.AsSpan(end));
        end += read;
        return read > 0;
    }
}
