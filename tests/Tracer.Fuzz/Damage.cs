using System.Buffers.Binary;
using System.Text;
using Tracer.Events;

namespace Tracer.Fuzz;

/// <summary>Ways of damaging a trace, by dice: bits, bytes, numbers, blocks and lines.</summary>
internal sealed class Damage(SplitMix64 random, bool isText)
{
    private const int MostBlock = 2000;

    private static readonly ulong[] Numbers =
    [
        0, 1, 2, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0xffff, 0x1_0000, 1 << 20, 1 << 24, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 1UL << 32, 1UL << 40, 1UL << 52,
        0x7fff_ffff_ffff_ffff, 0x8000_0000_0000_0000, ulong.MaxValue - 1, ulong.MaxValue,
    ];

    private static readonly string[] Lines =
    [
        "CPU:0 [LOST 9223372036854775807 EVENTS]", "CPU:40000 [LOST 1 EVENTS]", "CPU:1 [EVENTS DROPPED]", "# tracer: nop", "cpus=4", "# entries-in-buffer/entries-written: 1/2   #P:2", "[...]", "",
        " => do_exit", " 0)   1.200 us    |  f();",
    ];

    /// <summary>One to eight damages, one behind the other.</summary>
    public FuzzSeed To(FuzzSeed seed, IReadOnlyList<FuzzSeed> others)
    {
        var damaged = seed;
        for (var i = 1 << random.Next(4); i > 0 && damaged.Bytes.Length > 0; i--)
            damaged = isText && random.Next(3) > 0 ? damaged with { Bytes = ToLines(damaged.Bytes) }
                : random.Next(10) == 0 ? Spliced(damaged, others[random.Next(others.Count)])
                : damaged with { Bytes = ToBytes(damaged.Bytes) };
        return damaged;
    }

    /// <summary>Cuts, and changes bits, of what is packed.</summary>
    public byte[] ToPacked(byte[] bytes) => bytes.Length == 0 ? bytes : random.Next(4) switch
    {
        0 => bytes[..random.Next(bytes.Length)],
        1 => [.. bytes, .. bytes[..random.Next(bytes.Length)]],
        2 => Flip(bytes),
        _ => bytes,
    };

    // The one up to somewhere, the other from there.
    private FuzzSeed Spliced(FuzzSeed begun, FuzzSeed other)
    {
        var at = random.Next(begun.Bytes.Length);
        return new FuzzSeed([.. begun.Bytes[..at], .. other.Bytes[Math.Min(at, other.Bytes.Length)..]], Math.Min(begun.Events, other.Events));
    }

    private byte[] ToBytes(byte[] bytes)
    {
        var at = random.Next(bytes.Length);
        var length = Math.Min(1 + random.Next(MostBlock), bytes.Length - at);
        switch (random.Next(9))
        {
            case 0: return Flip(bytes);
            case 1: return With(bytes, at, [(byte)Numbers[random.Next(6)]]);
            case 2: return Insert(bytes, at, 0, [(byte)random.Next(256)]);
            case 3: return Insert(bytes, at, Math.Min(length, 1 + random.Next(16)), []);
            case 4: return Insert(bytes, at, length, []);
            case 5: return Insert(bytes, at, 0, bytes.AsSpan(at, length).ToArray());
            case 6: return bytes[..at];
            default: return With(bytes, at, Number());
        }
    }

    private byte[] ToLines(byte[] bytes)
    {
        var lines = Encoding.Latin1.GetString(bytes).Split('\n').ToList();
        var at = random.Next(lines.Count);
        switch (random.Next(9))
        {
            case 0: lines.RemoveAt(at); break;
            case 1: lines.Insert(at, lines[at]); break;
            case 2: lines.Insert(random.Next(lines.Count), lines[at]); break;
            case 3: lines.Insert(at, Lines[random.Next(Lines.Length)]); break;
            case 4: lines[at] = lines[at][..random.Next(lines[at].Length + 1)]; break;
            case 5: (lines[at], lines[^1]) = (lines[^1], lines[at]); break;
            case 6: lines.InsertRange(at, lines.GetRange(at, Math.Min(lines.Count - at, 1 + random.Next(20)))); break;
            default: lines[at] = WithNumber(lines[at]); break;
        }

        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    // One of the numbers of a line becomes another.
    private string WithNumber(string line)
    {
        var from = random.Next(line.Length + 1);
        while (from < line.Length && !char.IsAsciiHexDigit(line[from])) from++;
        var to = from;
        while (to < line.Length && char.IsAsciiHexDigit(line[to])) to++;
        var number = Numbers[random.Next(Numbers.Length)];
        return line[..from] + number.ToString(random.Next(2) == 0 ? "x" : "d", System.Globalization.CultureInfo.InvariantCulture) + line[to..];
    }

    private byte[] Number()
    {
        var number = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(number, random.Next(4) == 0 ? random.NextBits() : Numbers[random.Next(Numbers.Length)]);
        return number[..(1 << random.Next(4))];
    }

    private byte[] Flip(byte[] bytes)
    {
        var at = random.Next(bytes.Length);
        return With(bytes, at, [(byte)(bytes[at] ^ 1 << random.Next(8))]);
    }

    private static byte[] With(byte[] bytes, int at, byte[] value)
    {
        var changed = bytes.ToArray();
        value.AsSpan(0, Math.Min(value.Length, bytes.Length - at)).CopyTo(changed.AsSpan(at));
        return changed;
    }

    private static byte[] Insert(byte[] bytes, int at, int without, byte[] value) => [.. bytes[..at], .. value, .. bytes[(at + without)..]];
}
