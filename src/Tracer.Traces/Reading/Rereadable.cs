namespace Tracer.Traces.Reading;

/// <summary>A file that is read from its beginning more than once; a packed one is unpacked anew each time, so that it takes no room.</summary>
/// <param name="file">Can seek; belongs to this.</param>
/// <param name="layers">How many times over it is packed.</param>
internal sealed class Rereadable(Stream file, int layers = 0) : IDisposable
{
    /// <summary>The same file, packed once more.</summary>
    public Rereadable Packed => new(file, layers + 1);

    /// <summary>All of it, to be disposed of before it is asked for again.</summary>
    public Stream FromBeginning()
    {
        file.Position = 0;
        Stream stream = new Unclosed(file);
        for (var i = 0; i < layers; i++) stream = new GzipText(stream);
        return stream;
    }

    public void Dispose() => file.Dispose();

    private sealed class Unclosed(Stream stream) : ReadOnlyStream
    {
        public override int Read(Span<byte> buffer) => stream.Read(buffer);
    }
}
