using Tracer.Traces.Files;

namespace Tracer.Traces.Reading;

/// <summary>A file or pipe that ends where it is when nobody wants to read on, though a read of it may be waiting for more.</summary>
internal sealed class InterruptibleStream : Stream
{
    private const int PauseMs = 100;

    private readonly Stream inner;
    private readonly int descriptor;
    private readonly CancellationToken stop;

    private InterruptibleStream(Stream inner, int descriptor, CancellationToken stop)
    {
        this.inner = inner;
        this.descriptor = descriptor;
        this.stop = stop;
    }

    public override bool CanRead => true;

    public override bool CanSeek => inner.CanSeek;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position { get => inner.Position; set => inner.Position = value; }

    /// <param name="inner">The stream.</param>
    /// <param name="descriptor">What it reads from.</param>
    /// <param name="stop">Nobody wants to read on; the stream itself if that cannot be.</param>
    public static Stream Of(Stream inner, int descriptor, CancellationToken stop) => stop.CanBeCanceled ? new InterruptibleStream(inner, descriptor, stop) : inner;

    public override int Read(Span<byte> buffer)
    {
        while (!stop.IsCancellationRequested)
            if (inner.CanSeek || Descriptor.WaitToRead(descriptor, PauseMs)) return inner.Read(buffer);
        return 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
