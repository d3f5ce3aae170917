using System.Globalization;
using Tracer.Traces.Reading;

namespace Tracer.Traces.Ftrace.Text;

/// <summary>Splits bytes into lines, beginning with bytes that were read ahead of it. Nothing is copied but a line that straddles two reads.</summary>
/// <param name="path">What the user calls the text.</param>
/// <param name="beginning">What was read ahead.</param>
/// <param name="source">What comes behind it; null: it is to be left alone.</param>
/// <param name="before">Lines before the first, of the same file.</param>
internal sealed class LineReader(string path, TextBeginning beginning, ByteSource? source, long before)
{
    private const int ReadSize = 256 * 1024;

    // The kernel prints no line of more than two pages.
    private const int MostLength = 1 << 20;

    private byte[] buffer = beginning.Buffer;
    private int position;
    private int end = beginning.Length;
    private int last;
    private bool ownsBuffer;

    /// <summary>The line that was read last, counted from 1.</summary>
    public long Number { get; private set; } = before;

    /// <summary>The line that was read last has an end: only the last of a text may have none.</summary>
    public bool IsTerminated { get; private set; } = true;

    /// <summary>The line that was read last as it stands in the text, with its end; good until the next call.</summary>
    public ReadOnlySpan<byte> Raw => buffer.AsSpan(last, position - last);

    /// <summary>Passes over lines with nothing in them, of which a small packed file may hold a thousand million.</summary>
    /// <returns>How many.</returns>
    public int SkipEmpty()
    {
        var rest = buffer.AsSpan(position, end - position);
        var other = rest.IndexOfAnyExcept((byte)'\n');
        var count = other < 0 ? rest.Length : other;
        position += count;
        Number += count;
        return count;
    }

    /// <summary>Takes the next line, without its end; the span is good until the next call.</summary>
    /// <exception cref="TraceFormatException">It is longer than any line of a trace.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var searched = 0;
        last = position;
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
            if (searched > MostLength) throw new TraceFormatException(string.Create(CultureInfo.InvariantCulture, $"{path}: line {Number + 1} is longer than {MostLength:N0} bytes"));
            if (Refill()) continue;
            line = buffer.AsSpan(position, end - position);
            position = end;
            if (line.IsEmpty) return false;
            IsTerminated = false;
            break;
        }

        while (line is [.., (byte)'\r']) line = line[..^1];
        Number++;
        return true;
    }

    /// <summary>The line that was read last is read again by the next call.</summary>
    public void PushBack()
    {
        position = last;
        IsTerminated = true;
        Number--;
    }

    /// <summary>What was read ahead and not yet taken belongs to whoever reads the source next.</summary>
    public void HandBack() => source?.GiveBack(buffer.AsSpan(position, end - position));

    private bool Refill()
    {
        if (source is null) return false;
        if (!ownsBuffer && beginning.Extend(source))
        {
            // The beginning has grown, and may lie elsewhere now.
            buffer = beginning.Buffer;
            end = beginning.Length;
            return true;
        }

        if (beginning.IsWhole) return false;
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

        position = last = 0;
        end = rest.Length;
        var read = source.Read(buffer.AsSpan(end));
        end += read;
        return read > 0;
    }
}
