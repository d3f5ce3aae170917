using System.Buffers.Binary;

namespace Tracer.Traces.Nettrace;

/// <summary>The events of a <c>.nettrace</c> block, as far as is needed to find where each ends: TraceEvent hands on what a damaged size makes of the memory behind a block.</summary>
/// <param name="isOfBlocks">The file is of version 6 or later, whose headers have a list of labels in place of the activities.</param>
internal readonly struct EventBlobs(bool isOfBlocks)
{
    private const int HeaderAtLeast = 20;
    private const ushort CompressedHeaders = 1;
    private const int PlainHeaderSize = 80;
    private const int PlainHeaderSizeOfBlocks = 52;

    [Flags]
    private enum Has : byte
    {
        Metadata = 1,
        Sequence = 2,
        Thread = 4,
        Stack = 8,
        ActivityOrLabels = 16,
        RelatedActivity = 32,
        PayloadSize = 128,
    }

    /// <summary>Bytes of a block, from its beginning, that hold whole events; 0 if there is no whole event.</summary>
    public int WholeLength(ReadOnlySpan<byte> block)
    {
        if (!TryBegin(block, out var at, out var isCompressed)) return 0;
        var whole = 0;
        var payloadSize = 0;
        while (TrySkip(block, isCompressed, ref at, ref payloadSize)) whole = at;
        return whole;
    }

    /// <summary>Puts every payload of a block through <paramref name="mend"/>, which may change it; false if the block does not hold whole events alone, or one cannot be mended.</summary>
    public bool All(Span<byte> block, Mend mend)
    {
        if (!TryBegin(block, out var at, out var isCompressed)) return false;
        var payloadSize = 0;
        while (at < block.Length)
            if (!TrySkip(block, isCompressed, ref at, ref payloadSize) || !mend(block[(at - payloadSize)..at])) return false;
        return true;
    }

    /// <summary>Changes a payload where it lies; false if nothing can be made of it.</summary>
    public delegate bool Mend(Span<byte> payload);

    private static bool TryBegin(ReadOnlySpan<byte> block, out int at, out bool isCompressed)
    {
        at = 0;
        isCompressed = false;
        if (block.Length < HeaderAtLeast) return false;
        at = BinaryPrimitives.ReadUInt16LittleEndian(block);
        isCompressed = (BinaryPrimitives.ReadUInt16LittleEndian(block[sizeof(ushort)..]) & CompressedHeaders) != 0;
        return at >= HeaderAtLeast && at <= block.Length;
    }

    private bool TrySkip(ReadOnlySpan<byte> block, bool isCompressed, ref int at, ref int payloadSize)
    {
        if (!(isCompressed ? TrySkipHeader(block, ref at, ref payloadSize) : TrySkipPlainHeader(block, ref at, ref payloadSize))) return false;
        if (payloadSize > block.Length - at) return false;
        at += payloadSize;
        return true;
    }

    private bool TrySkipPlainHeader(ReadOnlySpan<byte> block, ref int at, ref int payloadSize)
    {
        var size = isOfBlocks ? PlainHeaderSizeOfBlocks : PlainHeaderSize;
        if (block.Length - at < size) return false;
        at += size;
        payloadSize = BinaryPrimitives.ReadInt32LittleEndian(block[(at - sizeof(int))..]);
        return payloadSize >= 0;
    }

    // A header writes only what differs from the event before; its first byte says what that is.
    private bool TrySkipHeader(ReadOnlySpan<byte> block, ref int at, ref int payloadSize)
    {
        if (at >= block.Length) return false;
        var has = (Has)block[at++];
        var numbers = 1; // the timestamp
        if ((has & Has.Metadata) != 0) numbers++;
        if ((has & Has.Sequence) != 0) numbers += 3; // number, capturing thread, processor
        if ((has & Has.Thread) != 0) numbers++;
        if ((has & Has.Stack) != 0) numbers++;
        if (isOfBlocks && (has & Has.ActivityOrLabels) != 0) numbers++;
        for (var i = 0; i < numbers; i++)
            if (!TrySkipNumber(block, ref at)) return false;
        if (!isOfBlocks && (has & Has.ActivityOrLabels) != 0) at += 16;
        if (!isOfBlocks && (has & Has.RelatedActivity) != 0) at += 16;
        return (has & Has.PayloadSize) != 0 ? TryReadNumber(block, ref at, out payloadSize) : at <= block.Length;
    }

    private static bool TrySkipNumber(ReadOnlySpan<byte> block, ref int at)
    {
        while ((uint)at < (uint)block.Length)
            if (block[at++] < 0x80) return true;
        return false;
    }

    // Seven bits a byte, lowest first, the eighth says that more follow.
    private static bool TryReadNumber(ReadOnlySpan<byte> block, ref int at, out int value)
    {
        ulong bits = 0;
        for (var shift = 0; (uint)at < (uint)block.Length && shift < 35; shift += 7)
        {
            var next = block[at++];
            bits |= (ulong)(next & 0x7f) << shift;
            if (next >= 0x80) continue;
            value = (int)Math.Min(bits, int.MaxValue);
            return true;
        }

        value = 0;
        return false;
    }
}
