namespace Tracer.Traces.Ftrace.Text;

/// <summary>A stream that ends where it is torn: what lies before a damaged place of a packed file is still read.</summary>
internal sealed class ByteSource(Stream stream)
{
    private byte[] returned = [];
    private int taken;

    /// <summary>In words what ended it early; null if nothing did.</summary>
    public string? Torn { get; private set; }

    /// <summary>Called before each read, which may wait; null: nothing is.</summary>
    public Action? BeforeRead { get; set; }

    /// <summary>Bytes were given back that nobody has read since.</summary>
    public bool HasReturned => taken < returned.Length;

    /// <summary>Reads some bytes; 0 only at the end.</summary>
    public int Read(Span<byte> buffer)
    {
        if (taken < returned.Length)
        {
            var count = Math.Min(buffer.Length, returned.Length - taken);
            returned.AsSpan(taken, count).CopyTo(buffer);
            taken += count;
            return count;
        }

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

    /// <summary>Bytes that were read and belong to what comes next: they are read again first.</summary>
    public void GiveBack(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        returned = [.. bytes, .. returned.AsSpan(taken)];
        taken = 0;
    }
}
