using System.Buffers.Binary;
using System.IO.Compression;

namespace Tracer.Traces.Reading;

/// <summary>What a gzip stream holds, and its end: .NET ends a torn one as if it were whole.</summary>
/// <remarks>
/// A member ends with the size of what it holds. Members may follow each other, so that what all of them hold is the sum of the sizes before each further member's
/// beginning and at the end; as such a beginning may also come about by chance within a member, every sum is allowed that some of them make.
/// </remarks>
internal sealed class GzipText : ReadOnlyStream
{
    // Beyond so many possible sums nothing is said.
    private const int MostSums = 4096;

    private readonly Packed packed;
    private readonly GZipStream unpacked;
    private uint size;

    public GzipText(Stream stream)
    {
        packed = new Packed(stream);
        unpacked = new GZipStream(packed, CompressionMode.Decompress);
    }

    /// <exception cref="InvalidDataException">The stream is damaged, or breaks off.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = unpacked.Read(buffer);
        size = unchecked(size + (uint)read);
        if (read == 0 && buffer.Length > 0 && !packed.MayHold(size)) throw new InvalidDataException("the gzip file breaks off");
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) unpacked.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The packed bytes as they are read, watched for sizes.</summary>
    private sealed class Packed(Stream stream) : ReadOnlyStream
    {
        private readonly HashSet<uint> sums = [0];
        private ulong tail;
        private long count;

        public override int Read(Span<byte> buffer)
        {
            var read = stream.Read(buffer);
            foreach (var next in buffer[..read]) Take(next);
            return read;
        }

        public bool MayHold(uint size) => sums.Count > MostSums || sums.Any(sum => unchecked(sum + BinaryPrimitives.ReverseEndianness((uint)tail)) == size);

        // Behind a size: 1f 8b 08.
        private void Take(byte next)
        {
            tail = tail << 8 | next;
            if (++count <= 3 + 18 || (tail & 0xff_ffff) != 0x1f_8b08 || sums.Count > MostSums) return;
            var before = BinaryPrimitives.ReverseEndianness(unchecked((uint)(tail >> 24)));
            foreach (var sum in sums.ToArray()) sums.Add(unchecked(sum + before));
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) stream.Dispose();
            base.Dispose(disposing);
        }
    }
}
