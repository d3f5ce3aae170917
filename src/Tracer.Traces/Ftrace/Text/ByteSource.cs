namespace Tracer.Traces.Ftrace.Text;

/// <summary>A stream that ends where it is torn: what lies before a damaged place of a packed file is still read.</summary>
internal sealed class ByteSource(Stream stream)
{
    /// <summary>A source without a byte.</summary>
    public static ByteSource Empty { get; } = new(Stream.Null);

    /// <summary>In words what ended it early; null if nothing did.</summary>
    public string? Torn { get; private set; }

    /// <summary>Called before each read, which may wait; null: nothing is.</summary>
    public Action? BeforeRead { get; set; }

    /// <summary>Reads some bytes; 0 only at the end.</summary>
    public int Read(Span<byte> buffer)
    {
        if (Torn is not null) return 0;
        BeforeRead?.Invoke();
        try
        {
            return stream.Read(buffer);
        }
        catch (InvalidDataException damage)
        {
            Torn = damage.Message;
            return 0;
        }
    }
}
