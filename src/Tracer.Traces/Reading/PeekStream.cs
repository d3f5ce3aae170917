namespace Tracer.Traces.Reading;

/// <summary>A stream that can be read once, such as a pipe, with its beginning looked at before.</summary>
internal sealed class PeekStream : ReadOnlyStream
{
    private readonly Stream inner;
    private readonly byte[] beginning;
    private readonly int length;
    private int served;

    /// <param name="inner">The stream.</param>
    /// <param name="size">How much is looked at, if it is there.</param>
    /// <param name="least">How much is waited for.</param>
    public PeekStream(Stream inner, int size, int least)
    {
        this.inner = inner;
        beginning = new byte[size];
        length = inner.ReadAtLeast(beginning, least, throwOnEndOfStream: false);
    }

    public ReadOnlySpan<byte> Beginning => beginning.AsSpan(0, length);

    /// <summary>All of it from the beginning: the stream itself where it can go back, this one where it cannot.</summary>
    public Stream FromBeginning()
    {
        if (!inner.CanSeek) return this;
        inner.Position = 0;
        return inner;
    }

    public override int Read(Span<byte> buffer)
    {
        if (served == length) return inner.Read(buffer);
        var count = Math.Min(buffer.Length, length - served);
        beginning.AsSpan(served, count).CopyTo(buffer);
        served += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
