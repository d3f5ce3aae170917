using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tracer.Traces.Ftrace.Text;

/// <summary>A place in a line, moved on by reading numbers and words.</summary>
/// <remarks>What every line needs is inlined, so that the place stays in a register: as calls, these took a sixth of reading a report.</remarks>
internal ref struct TextCursor(ReadOnlySpan<byte> line, int position = 0)
{
    private const ulong EightSpaces = 0x2020_2020_2020_2020;

    private static readonly byte[] HexDigits = TableOfHexDigits();

    private readonly ReadOnlySpan<byte> line = line;
    private int position = position;

    public readonly byte Peek => position < line.Length ? line[position] : (byte)0;

    public readonly ReadOnlySpan<byte> Rest => line[position..];

    public readonly bool IsAtEnd => position >= line.Length;

    public static bool IsDecimal(byte c) => c is >= (byte)'0' and <= (byte)'9';

    /// <summary>Moves on over what was looked at in <see cref="Rest"/>.</summary>
    public void Advance(int count) => position += count;

    public bool Skip(byte expected)
    {
        if (Peek != expected) return false;
        position++;
        return true;
    }

    public bool Skip(ReadOnlySpan<byte> expected)
    {
        if (!line[position..].StartsWith(expected)) return false;
        position += expected.Length;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool SkipSpaces()
    {
        var begin = position;

        // Columns are padded: eight at a time, as a guess at how often a loop goes round is wrong on nearly every line.
        while (BitConverter.IsLittleEndian && line.Length - position >= sizeof(ulong))
        {
            var others = MemoryMarshal.Read<ulong>(line[position..]) ^ EightSpaces;
            if (others != 0)
            {
                position += BitOperations.TrailingZeroCount(others) / 8;
                return position > begin;
            }

            position += sizeof(ulong);
        }

        while ((uint)position < (uint)line.Length && line[position] == ' ') position++;
        return position > begin;
    }

    public bool SkipPast(byte last)
    {
        var found = line[position..].IndexOf(last);
        if (found < 0) return false;
        position += found + 1;
        return true;
    }

    /// <summary>The bytes up to the next space.</summary>
    public ReadOnlySpan<byte> Word()
    {
        var rest = line[position..];
        var space = rest.IndexOf((byte)' ');
        if (space >= 0) rest = rest[..space];
        position += rest.Length;
        return rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryDecimal(out ulong value)
    {
        unchecked
        {
            var begin = position;
            var at = begin;
            ulong number = 0;

            // 19 digits always fit, so that nothing here can overflow.
            while ((uint)at < (uint)line.Length && at - begin < 19)
            {
                var digit = (uint)line[at] - '0';
                if (digit > 9) break;
                number = number * 10 + digit;
                at++;
            }

            position = at;
            value = number;
            if (at - begin == 19 && IsDecimal(Peek)) value = Saturated(number);
            return at > begin;
        }
    }

    // The end of an address space has 20 digits, 18446744073709551615; what is more than 64 bits hold is as good as it.
    private ulong Saturated(ulong number)
    {
        while (IsDecimal(Peek))
        {
            var digit = (uint)line[position++] - '0';
            number = number > (ulong.MaxValue - digit) / 10 ? ulong.MaxValue : number * 10 + digit;
        }

        return number;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Hex()
    {
        unchecked
        {
            var at = position;
            ulong value = 0;
            while ((uint)at < (uint)line.Length)
            {
                var digit = HexDigits[line[at]];
                if (digit > 15) break;
                value = value << 4 | digit;
                at++;
            }

            position = at;
            return value;
        }
    }

    /// <summary>
    /// A number as kernels print it: <c>0x…</c>, decimal, negative, or <c>true</c> and <c>false</c>; moves past the word. False if the word is none of these.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNumber(bool bareHex, out ulong value)
    {
        var isPrefixed = Peek == '0' && position + 1 < line.Length && line[position + 1] == 'x';
        if (isPrefixed) position += 2;
        var begin = position;
        value = bareHex || isPrefixed ? Hex() : DecimalOrTruth();
        var isNumber = position > begin;
        while ((uint)position < (uint)line.Length && line[position] != ' ') position++;
        return isNumber;
    }

    /// <summary>Seconds with a fraction of any length, microseconds, or a bare count of a counter clock, in nanoseconds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTimestamp(out long nanoseconds)
    {
        nanoseconds = 0;
        if (!TryDecimal(out var whole)) return false;
        if (Peek != '.')
        {
            nanoseconds = unchecked((long)whole);
            return Peek == ':' || TryMicroseconds(ref nanoseconds);
        }

        position++;
        var begin = position;
        if (!TryDecimal(out var fraction)) return false;
        for (var digits = position - begin; digits < 9; digits++) fraction *= 10;
        nanoseconds = unchecked((long)whole * 1_000_000_000 + (long)fraction);
        return true;
    }

    // `39402736us : `, and `39402736us+: ` where the next event is late.
    private bool TryMicroseconds(ref long nanoseconds)
    {
        if (!Skip("us"u8)) return false;
        if (Peek != ':') position++;
        nanoseconds = unchecked(nanoseconds * 1000);
        return Peek == ':';
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong DecimalOrTruth()
    {
        var (first, begin) = (Peek, position);
        if (first == '-') position++;
        if (!TryDecimal(out var number)) return WordOf(first, begin);
        if (IsHexLetter(Peek)) return BareHexFrom(begin);
        return first == '-' ? unchecked(0 - number) : number;
    }

    // `true`, `false`, or an address that some tracepoints print without a prefix: a letter shows it.
    private ulong WordOf(byte first, int begin)
    {
        position = begin;
        if (Skip("true"u8)) return 1;
        return Skip("false"u8) ? 0 : BareHexFrom(begin);
    }

    // Moves nowhere if it is none.
    private ulong BareHexFrom(int begin)
    {
        position = begin;
        var value = Hex();
        if (IsAtEnd || Peek is (byte)' ' or (byte)',') return value;
        position = begin;
        return 0;
    }

    private static bool IsHexLetter(byte c) => HexDigits[c] is >= 10 and < 16;

    private static byte[] TableOfHexDigits()
    {
        var table = new byte[256];
        Array.Fill(table, byte.MaxValue);
        for (byte digit = 0; digit < 16; digit++)
        {
            table["0123456789abcdef"[digit]] = digit;
            table["0123456789ABCDEF"[digit]] = digit;
        }

        return table;
    }
}
