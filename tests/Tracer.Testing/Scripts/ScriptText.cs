using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Tracer.Testing;

/// <summary>How values are written in a script: numbers, addresses, ranges, entries, and every type that a field has.</summary>
internal static class ScriptText
{
    private static readonly Dictionary<string, string> HeaderNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["depth"] = nameof(EventHeader.PreemptDepth),
        ["fn"] = nameof(EventHeader.Function),
        ["ts"] = nameof(EventHeader.TimestampNs),
        ["seq"] = nameof(EventHeader.Sequence),
    };

    private static readonly Dictionary<Type, NameSpace> Named = new()
    {
        [typeof(TaskId)] = NameSpace.Task,
        [typeof(LockId)] = NameSpace.Lock,
        [typeof(DriverId)] = NameSpace.Driver,
        [typeof(FunctionId)] = NameSpace.Function,
        [typeof(OperationId)] = NameSpace.Operation,
    };

    /// <summary>The field of the kind, else of the header, that a setting names.</summary>
    public static EventField? Field(EventShape shape, string key) =>
        shape.Fields.FirstOrDefault(field => field.Name.Equals(key, StringComparison.OrdinalIgnoreCase))
        ?? EventShape.Header.FirstOrDefault(field => field.Name.Equals(HeaderNames.GetValueOrDefault(key, key), StringComparison.OrdinalIgnoreCase)
            && field.Name is not (nameof(EventHeader.Kind) or nameof(EventHeader.Task)));

    public static ulong Number(ScriptStep step, string word) =>
        TryNumber(word, out var value) ? value : throw step.Error($"'{word}' is no number", "numbers are 12 or 0xc");

    public static VirtualAddress Address(ScriptStep step, string word) =>
        word == "unknown" ? VirtualAddress.Unknown
        : IsHex(word) && TryNumber(word, out var value) ? new VirtualAddress(value)
        : throw step.Error($"'{word}' is no address", "addresses are 0x1000");

    /// <summary><c>0x1000</c> (one page), <c>0x1000+3</c> (pages), <c>0x1000+2M</c>, <c>0x1000..0x1001</c> (bytes), <c>all</c>.</summary>
    public static AddressRange Range(ScriptStep step, string word)
    {
        if (word == "all") return AddressRange.Everything;
        var dots = word.IndexOf("..", StringComparison.Ordinal);
        if (dots >= 0) return new(Address(step, word[..dots]), Address(step, word[(dots + 2)..]));
        var plus = word.IndexOf('+', StringComparison.Ordinal);
        if (plus < 0) return AddressRange.Of(Address(step, word), PageSize.Small);
        var length = word[(plus + 1)..];
        var unit = length.Length == 0 ? 'P' : length[^1] switch { 'K' => 'K', 'M' => 'M', 'G' => 'G', _ => 'P' };
        var count = Number(step, unit == 'P' ? length : length[..^1]);
        return AddressRange.Of(Address(step, word[..plus]), unit switch
        {
            'K' => count << 10,
            'M' => count << 20,
            'G' => count << 30,
            _ => count * PageSize.Small,
        });
    }

    /// <summary>A name of an enum, <c>range-start</c> for <c>RangeStart</c>; flags joined by <c>+</c>.</summary>
    public static object Enum(ScriptStep step, Type type, string word) =>
        System.Enum.TryParse(type, word.Replace("-", "", StringComparison.Ordinal).Replace('+', ','), ignoreCase: true, out var value)
            ? value!
            : throw step.Error($"unknown {type.Name} '{word}'", $"known: {string.Join(", ", System.Enum.GetNames(type))}");

    public static void Write(ScriptStep step, EventField field, ref VmEvent e, string word)
    {
        if (field.IsText)
        {
            var utf8 = Unescape(step, word);
            if (utf8.Length > field.Size) throw step.Error($"'{word}' is longer than {field.Size} bytes");
            utf8.CopyTo(MemoryMarshal.AsBytes(new Span<VmEvent>(ref e)).Slice(field.Offset, field.Size));
            return;
        }

        field.Write(ref e, Bits(step, field, word));
    }

    /// <summary>The field as <see cref="Write"/> reads it.</summary>
    public static string Format(EventField field, in VmEvent e) => field switch
    {
        { IsText: true } => Escape(MemoryMarshal.AsBytes(new ReadOnlySpan<VmEvent>(in e)).Slice(field.Offset, field.Size).TrimEnd((byte)0)),
        { Type.IsEnum: true } => field.Format(in e).Replace(", ", "+", StringComparison.Ordinal),
        _ => field.Format(in e),
    };

    private static ulong Bits(ScriptStep step, EventField field, string word)
    {
        var type = field.Type;
        if (type.IsEnum) return Convert.ToUInt64(Enum(step, type, word), CultureInfo.InvariantCulture);
        if (type == typeof(bool)) return word switch
        {
            "true" or "yes" or "1" => 1,
            "false" or "no" or "0" => 0,
            _ => throw step.Error($"'{word}' is neither yes nor no"),
        };
        if (type == typeof(VirtualAddress)) return Address(step, word).Value;
        if (type == typeof(PageEntry)) return Entry(step, word).Bits;
        if (Named.TryGetValue(type, out var space) && !TryNumber(word.TrimStart('-'), out _)) return (ulong)step.Id(space, word);
        var negative = word.StartsWith('-');
        var size = Number(step, negative ? word[1..] : word);
        var signed = field.Storage == typeof(long) || field.Storage == typeof(int) || field.Storage == typeof(short);
        var bits = 8 * field.Size;
        var limit = IsHex(word) || !signed ? ulong.MaxValue >> (64 - bits) : (ulong.MaxValue >> (65 - bits)) + (negative ? 1UL : 0);
        if (size > limit || (negative && !signed)) throw step.Error($"{field.Name} of '{word}' does not fit into {bits} bits");
        return negative ? unchecked(0 - size) : size;
    }

    // none, 0x8000000000000067, swap, or a present entry such as pfn7 or pfn0x7:rw:dirty:huge.
    private static PageEntry Entry(ScriptStep step, string word)
    {
        if (word == "none") return PageEntry.None;
        if (word == "swap") return PageEntry.Swap(0, 1);
        if (IsHex(word)) return new PageEntry(Number(step, word));
        var parts = word.Split(':');
        if (!parts[0].StartsWith("pfn", StringComparison.Ordinal) || parts.Skip(1).Any(part => part is not ("rw" or "dirty" or "huge")))
            throw step.Error($"'{word}' is no entry", "entries are none, swap, 0x67, pfn7, pfn7:rw:dirty:huge");
        return PageEntry.Present(new Pfn((long)Number(step, parts[0][3..])), parts.Contains("rw"), parts.Contains("dirty"), parts.Contains("huge"));
    }

    private static bool IsHex(string word) => word.StartsWith("0x", StringComparison.Ordinal);

    private static bool TryNumber(string word, out ulong value) => IsHex(word)
        ? ulong.TryParse(word.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
        : ulong.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    // Bytes, not characters: a long name's chunk may end in the middle of one.
    private static string Escape(ReadOnlySpan<byte> utf8)
    {
        var text = new StringBuilder();
        foreach (var b in utf8)
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'.' or (byte)'-') text.Append((char)b);
            else text.Append(CultureInfo.InvariantCulture, $"%{b:x2}");
        }

        return text.ToString();
    }

    private static byte[] Unescape(ScriptStep step, string word)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < word.Length; i++)
        {
            if (word[i] != '%') bytes.AddRange(Encoding.UTF8.GetBytes(word, i, 1));
            else if (i + 2 < word.Length && byte.TryParse(word.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var b))
            {
                bytes.Add(b);
                i += 2;
            }
            else throw step.Error($"'{word}' has a % without two hex digits");
        }

        return [.. bytes];
    }
}
