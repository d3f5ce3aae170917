namespace Tracer.Tests.Kernels;

/// <summary>A pipe: it gives so many bytes a read, and cannot go back.</summary>
internal sealed class Trickle(byte[] bytes, int most) : ReadOnlyStream
{
    private int position;

    public override int Read(Span<byte> buffer)
    {
        var count = Math.Min(Math.Min(buffer.Length, most), bytes.Length - position);
        bytes.AsSpan(position, count).CopyTo(buffer);
        position += count;
        return count;
    }
}
