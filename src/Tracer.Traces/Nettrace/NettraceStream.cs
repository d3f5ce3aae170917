using System.Buffers.Binary;
using System.Globalization;
using Tracer.Traces.Reading;

namespace Tracer.Traces.Nettrace;

/// <summary>
/// A <c>.nettrace</c> file as TraceEvent can read it: if the file breaks off, the last block is cut back to its whole events and
/// closed. TraceEvent by itself throws there and loses everything that it had not yet handed on.
/// </summary>
/// <remarks>
/// Versions 4 and 5, which the .NET runtime writes, are rows of objects, and are mended to the last whole event; version 6 is a row of blocks, and is mended
/// to the last whole block.
/// </remarks>
internal sealed class NettraceStream : ReadOnlyStream
{
    // Most recordings are small, and each is opened several times: what is no large object costs no collection of all memory.
    private const int FirstSize = 64 * 1024;
    private const int PreambleSize = 32;
    private const int TraceObjectSize = 48;
    private const int MaxBlockSize = 1 << 26;
    private const int LargestRead = 1 << 20;
    private const string BreaksOff = "the file breaks off";
    private const int MaxNameSize = 64;
    private const int Alignment = 4;
    private const int BlockLengthBits = 24;
    private const int EventBlockKind = 2;
    private const int MetadataBlockKind = 3;
    private const byte NullReference = 1;
    private const byte BeginObject = 5;
    private const byte EndObject = 6;

    private readonly Stream file;
    private readonly long limit;
    private byte[] piece = new byte[FirstSize];
    private int filled;
    private int served;
    private long position;
    private bool isOfBlocks;
    private bool ended;
    private string? brokenOff;

    /// <param name="file">The file, from its beginning; stays open.</param>
    /// <param name="limit">Reads as if the file broke off after so many bytes.</param>
    public NettraceStream(Stream file, long limit = long.MaxValue)
    {
        this.file = file;
        this.limit = limit;
    }

    public static ReadOnlySpan<byte> Magic => "Nettrace"u8;

    /// <summary>What is wrong with the file, in words; null if nothing is.</summary>
    public string? Damage { get; private set; }

    /// <summary>There was more of it than the limit.</summary>
    public bool IsCut => position == limit;

    /// <summary>Bytes read of the file.</summary>
    public override long Position { get => position; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (served == filled && !ended) NextPiece();
        var count = Math.Min(buffer.Length, filled - served);
        piece.AsSpan(served, count).CopyTo(buffer);
        served += count;
        return count;
    }

    // A piece is what stands in front, one object with its tags, or one block.
    private void NextPiece()
    {
        served = filled = 0;
        if (position == 0) FetchFront();
        else if (isOfBlocks) NextBlock();
        else NextObject();
    }

    private void FetchFront()
    {
        if (!Fetch(NettraceVersion.HeaderSize)) Break(kept: filled);
        else if (BinaryPrimitives.ReadInt32LittleEndian(piece.AsSpan(Magic.Length)) == 0) isOfBlocks = true;
        else if (!Fetch(PreambleSize - NettraceVersion.HeaderSize)) Break(kept: filled);
    }

    // Three bytes of length, one of kind; the kind 0 ends the file.
    private void NextBlock()
    {
        var head = Fetch(sizeof(int)) ? BinaryPrimitives.ReadInt32LittleEndian(piece) : -1;
        if (head is >= 0 and < 1 << BlockLengthBits) ended = true;
        else if (head < 0 || !Fetch(head & ((1 << BlockLengthBits) - 1)) || !MayBeRead(head >> BlockLengthBits, piece.AsSpan(sizeof(int), filled - sizeof(int)))) CloseBlocks();
    }

    private static bool MayBeRead(int kind, Span<byte> block) => kind switch
    {
        EventBlockKind => new EventBlobs(isOfBlocks: true).WholeLength(block) == block.Length,
        MetadataBlockKind => MetadataBlobs.TakeFieldsOutOfBlock(block),
        _ => true,
    };

    private void CloseBlocks()
    {
        Break(kept: 0);
        for (var i = 0; i < sizeof(int); i++) Append(0);
    }

    private void NextObject()
    {
        if (!Fetch(1)) Close();
        else if (piece[0] == NullReference) ended = true;
        else if (piece[0] != BeginObject || !FetchType(out var name)) Close();
        else if (!name.SequenceEqual("Trace"u8)) FetchBlock(holdsEvents: name.SequenceEqual("EventBlock"u8), holdsDefinitions: name.SequenceEqual("MetadataBlock"u8));
        else if (!Fetch(TraceObjectSize + 1)) Close();
    }

    // Begin, null, version, lowest reader version, length of the name, name, end.
    private bool FetchType(out ReadOnlySpan<byte> name)
    {
        name = default;
        const int fixedSize = 14;
        if (!Fetch(fixedSize)) return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(piece.AsSpan(filled - sizeof(int)));
        if (length is < 0 or > MaxNameSize || !Fetch(length + 1)) return false;
        name = piece.AsSpan(filled - length - 1, length);
        return true;
    }

    private void FetchBlock(bool holdsEvents, bool holdsDefinitions)
    {
        var begin = filled;
        var size = Fetch(sizeof(int)) ? BinaryPrimitives.ReadInt32LittleEndian(piece.AsSpan(begin)) : -1;
        if (size is < 0 or > MaxBlockSize)
        {
            Close();
            return;
        }

        var content = filled + (int)(-position & (Alignment - 1));
        var isWhole = Fetch(content - filled + size + 1);
        var block = piece.AsSpan(Math.Min(content, filled), Math.Max(0, Math.Min(filled - content, size)));
        var blobs = new EventBlobs(isOfBlocks: false);
        if (holdsEvents)
        {
            var whole = blobs.WholeLength(block);
            if (!isWhole || whole < size) CutBack(begin, content, whole);
        }
        else if (!isWhole || (holdsDefinitions && !blobs.All(block, MetadataBlobs.TakeFieldsOut)))
        {
            Close();
        }
    }

    // The block holds its whole events, and ends the file.
    private void CutBack(int begin, int content, int whole)
    {
        if (whole == 0)
        {
            Close();
            return;
        }

        BinaryPrimitives.WriteInt32LittleEndian(piece.AsSpan(begin), whole);
        filled = content + whole;
        Append(EndObject);
        Close(kept: filled);
    }

    // Keeps the first bytes of the piece and closes the file behind them.
    private void Close(int kept = 0)
    {
        Break(kept);
        Append(NullReference);
    }

    private void Break(int kept)
    {
        Damage = string.Create(CultureInfo.InvariantCulture, $"{brokenOff ?? "the file is damaged"} after {position:N0} bytes");
        filled = kept;
        ended = true;
    }

    private void Append(byte tag)
    {
        Reserve(filled + 1);
        piece[filled++] = tag;
    }

    // Appends bytes of the file to the piece; false if the file ends before. A size that a file tells takes no more memory than the file has bytes.
    private bool Fetch(int count)
    {
        var rest = (int)Math.Min(count, limit - position);
        var isWithin = rest == count;
        while (rest > 0)
        {
            Reserve(filled + Math.Min(rest, LargestRead));
            var read = ReadSome(piece.AsSpan(filled, Math.Min(rest, LargestRead)));
            if (read == 0) return false;
            filled += read;
            position += read;
            rest -= read;
        }

        if (!isWithin) brokenOff ??= BreaksOff;
        return isWithin;
    }

    private int ReadSome(Span<byte> buffer)
    {
        try
        {
            var read = brokenOff is null ? file.Read(buffer) : 0;
            if (read == 0) brokenOff ??= BreaksOff;
            return read;
        }
        catch (InvalidDataException torn)
        {
            brokenOff = torn.Message;
            return 0;
        }
    }

    private void Reserve(int size)
    {
        if (size > piece.Length) Array.Resize(ref piece, Math.Max(size, piece.Length * 2));
    }
}
