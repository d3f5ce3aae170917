using System.Buffers.Binary;

namespace Tracer.Traces.Nettrace;

/// <summary>The events of a <c>.nettrace</c> event block, as far as is needed to find where the last whole one ends.</summary>
internal static class EventBlobs
{
    private const ushort CompressedHeaders = 1;

    [Flags]
    private enum Has : byte
    {
        Metadata = 1,
        Sequence = 2,
        Thread = 4,
        Stack = 8,
        Activity = 16,
        RelatedActivity = 32,
        PayloadSize = 128,
    }

    /// <summary>Bytes of a torn block, from its beginning, that hold whole events; 0 if there is no whole event.</summary>
    public static int WholeLength(ReadOnlySpan<byte> block)
    {
        if (block.Length < 2 * sizeof(ushort)) return 0;
        var headerSize = BinaryPrimitives.ReadUInt16LittleEndian(block);
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(block[sizeof(ushort)..]);
        if (headerSize > block.Length || (flags & CompressedHeaders) == 0) return 0;

        var whole = 0;
        var at = (int)headerSize;
        var payloadSize = 0;
        while (TrySkip(block, ref at, ref payloadSize)) whole = at;
        return whole;
    }

    // A header writes only what differs from the event before; its first byte says what that is.
    private static bool TrySkip(ReadOnlySpan<byte> block, ref int at, ref int payloadSize)
    {
        if (at >= block.Length) return false;
        var has = (Has)block[at++];
        var numbers = 1; // the timestamp
        if (has.HasFlag(Has.Metadata)) numbers++;
        if (has.HasFlag(Has.Sequence)) numbers += 3; // number, capturing thread, processor
        if (has.HasFlag(Has.Thread)) numbers++;
        if (has.HasFlag(Has.Stack)) numbers++;
        for (var i = 0; i < numbers; i++)
            if (!TryReadNumber(block, ref at, out _)) return false;
        if (has.HasFlag(Has.Activity)) at += 16;
        if (has.HasFlag(Has.RelatedActivity)) at += 16;
        if (has.HasFlag(Has.PayloadSize))
        {
            if (!TryReadNumber(block, ref at, out var size)) return false;
            payloadSize = size;
        }

        at += payloadSize;
        return at <= block.Length;
    }

    // Seven bits a byte, lowest first, the eighth says that more follow.
    private static bool TryReadNumber(ReadOnlySpan<byte> block, ref int at, out int value)
    {
        ulong bits = 0;
        for (var shift = 0; at < block.Length && shift < 70; shift += 7)
        {
            var next = block[at++];
            bits |= (ulong)(next & 0x7f) << shift;
            if (next >= 0x80) continue;
            value = (int)(bits & int.MaxValue);
            return true;
        }

        value = 0;
        return false;
    }
}
