using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Tracer.Traces.Reading;
using ZstdSharp;

namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>Reads the numbers and strings of which a trace.dat consists, in the file itself or in an unpacked section. Nothing is allocated by a number that the file gives.</summary>
/// <param name="stream">Where they are read.</param>
/// <param name="path">The file, for messages.</param>
/// <param name="begin">Where in the file the stream begins.</param>
/// <param name="isUnpacked">The stream is what a section that begins there holds unpacked.</param>
internal sealed class DatReader(Stream stream, string path, long begin, bool isUnpacked = false)
{
    private const int Step = 64 * 1024;

    private long read;

    /// <summary>The place in the file; of an unpacked section how far it was read.</summary>
    public long At => isUnpacked ? read : begin + read;

    public byte Byte(string what) => Bytes(1, what)[0];

    public ushort UInt16(string what) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2, what));

    public uint UInt32(string what) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4, what));

    /// <summary>An offset or a size, none of which is negative.</summary>
    public long Int64(string what)
    {
        var value = BinaryPrimitives.ReadInt64LittleEndian(Bytes(8, what));
        return value >= 0 ? value : throw Refusal($"{what} is {value}");
    }

    /// <summary>Bytes up to a zero, which is read too.</summary>
    public string Text(int most, string what)
    {
        var text = new List<byte>();
        for (byte next; (next = Byte(what)) != 0;)
        {
            if (text.Count == most) throw Refusal($"{what} is longer than {most} bytes");
            if (next < ' ') throw Refusal($"{what} is no text");
            text.Add(next);
        }

        return Encoding.UTF8.GetString([.. text]);
    }

    /// <param name="count">How many bytes the file says that there are.</param>
    /// <param name="most">How many there may be.</param>
    /// <param name="what">What they are, for messages.</param>
    public byte[] Block(long count, int most, string what)
    {
        if (count > most) throw Refusal($"{what} has {count} bytes; at most {most} are read");
        return Bytes((int)count, what);
    }

    public void Expect(ReadOnlySpan<byte> wanted, string what)
    {
        var at = At;
        if (!Bytes(wanted.Length, what).AsSpan().SequenceEqual(wanted)) throw Refusal($"{what} is wanted", at);
    }

    public void Skip(long count, string what)
    {
        for (; count > 0; count -= Math.Min(count, Step)) Bytes((int)Math.Min(count, Step), what);
    }

    public TraceFormatException Refusal(string what) => Refusal(what, At);

    private TraceFormatException Refusal(string what, long at, Exception? inner = null)
    {
        var place = isUnpacked ? string.Create(CultureInfo.InvariantCulture, $"at byte {at} of the section at {begin}") : string.Create(CultureInfo.InvariantCulture, $"at byte {at}");
        return new TraceFormatException($"{path}: a damaged trace.dat: {place} {what}", inner!);
    }

    private byte[] Bytes(int count, string what)
    {
        var bytes = new byte[Math.Min(count, Step)];
        var filled = 0;
        try
        {
            while (filled < count)
            {
                if (filled == bytes.Length) Array.Resize(ref bytes, Math.Min(count, bytes.Length * 2));
                var some = stream.Read(bytes.AsSpan(filled));
                if (some == 0) throw Refusal($"it ends within {what}", At + filled);
                filled += some;
            }
        }
        catch (Exception damage) when (damage is InvalidDataException or ZstdException or EndOfStreamException)
        {
            throw Refusal($"{what} cannot be unpacked: {damage.Message}", At + filled, damage);
        }

        read += count;
        return bytes;
    }
}
