using System.Buffers.Binary;
using System.IO.Compression;
using ZstdSharp;

namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>Pages that were packed some at a time: how many of these chunks there are, then of each how many bytes it has packed and unpacked, and what is packed.</summary>
internal sealed class PackedBlocks : PageBlocks, IDisposable
{
    // trace-cmd packs ten pages at once.
    private const int MostChunk = 16 << 20;

    // Pages of nothing but zeros are packed to a two-thousandth.
    private const int MostRatio = 4096;

    private readonly Decompressor? zstd;
    private readonly long chunks;
    private byte[] packed = [];
    private byte[] pages = [];
    private long read;

    public PackedBlocks(FilePart part, DatPacking packing)
        : base(part)
    {
        zstd = packing == DatPacking.Zstd ? new Decompressor() : null;
        Span<byte> count = stackalloc byte[sizeof(uint)];
        if (part.Left > 0 && Fill(count) == count.Length) chunks = BinaryPrimitives.ReadUInt32LittleEndian(count);
    }

    public override byte[] Pages => pages;

    public override int Next()
    {
        if (Torn is not null || read == chunks) return 0;
        read++;
        Span<byte> sizes = stackalloc byte[2 * sizeof(uint)];
        if (Fill(sizes) < sizes.Length) return 0;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(sizes);
        var unpacked = BinaryPrimitives.ReadUInt32LittleEndian(sizes[sizeof(uint)..]);
        if (length > MostChunk || unpacked > Math.Min(MostChunk, (long)length * MostRatio))
        {
            // Where the next one begins is not known either.
            read = chunks;
            return -1;
        }

        // What a damaged place asks for beyond what the file has is not allocated.
        if (packed.Length < length) packed = new byte[Math.Min(length, Part.Left)];
        if (length > packed.Length || Fill(packed.AsSpan(0, (int)length)) < (int)length)
        {
            Tear();
            return 0;
        }

        if (pages.Length < unpacked) pages = new byte[unpacked];
        return Unpack(packed.AsSpan(0, (int)length), pages.AsSpan(0, (int)unpacked)) ? (int)unpacked : -1;
    }

    public void Dispose() => zstd?.Dispose();

    private bool Unpack(ReadOnlySpan<byte> from, Span<byte> to)
    {
        try
        {
            if (zstd is not null) return zstd.Unwrap(from, to) == to.Length;
            using var zlib = new ZLibStream(new MemoryStream(packed, 0, from.Length), CompressionMode.Decompress);
            return zlib.ReadAtLeast(to, to.Length, throwOnEndOfStream: false) == to.Length;
        }
        catch (Exception damage) when (damage is ZstdException or InvalidDataException)
        {
            return false;
        }
    }
}
