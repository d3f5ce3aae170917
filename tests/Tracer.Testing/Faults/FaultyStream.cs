namespace Tracer.Testing.Faults;

/// <summary>A file on a bad disk: it fails at a place, reads short, or is slow.</summary>
/// <param name="inner">The file; stays open.</param>
public sealed class FaultyStream(Stream inner) : Stream
{
    private long done;

    /// <summary>From this many bytes on every read and write fails; null: none does.</summary>
    public long? FailsAt { get; init; }

    /// <summary>What it fails with.</summary>
    public Func<IOException> Fault { get; init; } = () => new IOException("No space left on device");

    /// <summary>The most that is read at once.</summary>
    public int ShortRead { get; init; } = int.MaxValue;

    /// <summary>Done before each write, such as to wait for the test's word.</summary>
    public Action BeforeWrite { get; init; } = () => { };

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => inner.CanSeek;

    public override bool CanWrite => inner.CanWrite;

    public override long Length => inner.Length;

    public override long Position { get => inner.Position; set => inner.Position = value; }

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(Math.Min(buffer.Length, ShortRead), FailsAt - done ?? long.MaxValue);
        if (wanted == 0 && buffer.Length > 0) throw Fault();
        var read = inner.Read(buffer[..wanted]);
        done += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        BeforeWrite();
        var room = (int)Math.Min(buffer.Length, FailsAt - done ?? long.MaxValue);
        inner.Write(buffer[..room]);
        done += room;
        if (room < buffer.Length) throw Fault();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void SetLength(long value) => inner.SetLength(value);
}
