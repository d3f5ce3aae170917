using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Tracer.Traces.Nettrace;

/// <summary>
/// What a <c>.nettrace</c> says of the events of a provider, without their fields: nobody here asks for them, and a number of fields, or fields in fields, that a damaged file holds
/// would take TraceEvent gigabytes or its stack.
/// </summary>
internal static class MetadataBlobs
{
    // An unknown tag is passed over: its length, its kind, its content.
    private const int TagHeaderSize = sizeof(int) + 1;

    // Event id, name, keywords, version and level.
    private const int KeywordsVersionLevel = sizeof(long) + 2 * sizeof(int);

    /// <summary>Takes the fields out of one definition of a file of versions 4 and 5; false if it is none.</summary>
    public static bool TakeFieldsOut(Span<byte> definition)
    {
        // Its number, the provider's name, the event's id and name.
        var at = sizeof(int);
        if (!SkipText(definition, ref at)) return false;
        at += sizeof(int);
        if (!SkipText(definition, ref at)) return false;
        at += KeywordsVersionLevel;
        if (at > definition.Length) return false;
        var rest = definition[at..];
        if (rest.IsEmpty) return true;
        if (rest.Length < sizeof(int)) return false;
        rest[..sizeof(int)].Clear();
        rest = rest[sizeof(int)..];
        if (rest.IsEmpty) return true;
        if (rest.Length < TagHeaderSize) return false;
        BinaryPrimitives.WriteInt32LittleEndian(rest, rest.Length - TagHeaderSize);
        rest[sizeof(int)] = 0;
        return true;
    }

    /// <summary>Takes the fields out of a block of definitions of a file of version 6; false if one of them is none.</summary>
    public static bool TakeFieldsOutOfBlock(Span<byte> block)
    {
        if (block.Length < sizeof(ushort)) return false;
        var at = sizeof(ushort) + BinaryPrimitives.ReadUInt16LittleEndian(block);
        while (at < block.Length)
        {
            if (block.Length - at < sizeof(ushort)) return false;
            var size = BinaryPrimitives.ReadUInt16LittleEndian(block[at..]);
            at += sizeof(ushort);
            if (size > block.Length - at || !TakeFieldsOutOfSized(block.Slice(at, size))) return false;
            at += size;
        }

        return at == block.Length;
    }

    // Its number, the provider's name, the event's id and name; then counts of fields and of bytes about the rest.
    private static bool TakeFieldsOutOfSized(Span<byte> definition)
    {
        var at = 0;
        for (var i = 0; i < 2; i++)
            if (!ReadNumber(definition, ref at, out _) || !ReadNumber(definition, ref at, out var length) || !Skip(definition, length, ref at)) return false;
        if (definition.Length - at < 2 * sizeof(ushort)) return false;
        definition[at..].Clear();
        return true;
    }

    private static bool Skip(ReadOnlySpan<byte> bytes, uint length, ref int at)
    {
        if (length > bytes.Length - at) return false;
        at += (int)length;
        return true;
    }

    // UTF-16, with a zero at its end.
    private static bool SkipText(ReadOnlySpan<byte> bytes, ref int at)
    {
        if (at > bytes.Length) return false;
        var end = MemoryMarshal.Cast<byte, char>(bytes[at..]).IndexOf('\0');
        if (end < 0) return false;
        at += (end + 1) * sizeof(char);
        return true;
    }

    private static bool ReadNumber(ReadOnlySpan<byte> bytes, ref int at, out uint value)
    {
        ulong bits = 0;
        value = 0;
        for (var shift = 0; at < bytes.Length && shift < 35; shift += 7)
        {
            var next = bytes[at++];
            bits |= (ulong)(next & 0x7f) << shift;
            if (next >= 0x80) continue;
            value = (uint)Math.Min(bits, uint.MaxValue);
            return true;
        }

        return false;
    }
}
