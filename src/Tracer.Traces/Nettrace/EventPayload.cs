using System.Runtime.InteropServices;

namespace Tracer.Traces.Nettrace;

/// <summary>
/// How an event lies in the payload of its EventSource event, for the writer and the reader alike: its own bytes, from the header
/// to the end of its last field. Only a text differs, because tools show a string and not 24 numbers.
/// </summary>
internal static class EventPayload
{
    public const string ProviderName = "Tracer-Vm";

    /// <summary>Room for any event.</summary>
    public const int MaxLength = VmEvent.Size + 2 * Utf8Text.Size;

    private static readonly byte[] PlainLengths = FindPlainLengths();

    /// <summary>Bytes of an event whose payload is its own bytes; 0 for a kind with a text, and for what is no kind.</summary>
    public static int PlainLength(EventKind kind) => PlainLengths[(int)kind];

    /// <summary>The type that tools are told for a field. EventPipe knows neither ids nor one-byte booleans.</summary>
    public static Type TypeOf(EventField field) =>
        field.IsText ? typeof(string) : field.Storage == typeof(bool) ? typeof(byte) : field.Storage;

    /// <summary>Writes an event that has a text; returns its length.</summary>
    public static int Encode(in VmEvent e, Span<byte> payload)
    {
        var bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<VmEvent>(in e));
        bytes[..EventHeader.Size].CopyTo(payload);
        var length = EventHeader.Size;
        foreach (var field in EventShape.Of(e.Header.Kind).Fields)
        {
            var value = bytes.Slice(field.Offset, field.Size);
            if (field.IsText) length += EncodeText(value, payload[length..]);
            else
            {
                value.CopyTo(payload[length..]);
                length += field.Size;
            }
        }

        return length;
    }

    /// <summary>
    /// Reads an event. A payload that is shorter than the kind's fields leaves the rest zero, and one that is longer is read
    /// as far as its fields are known: kinds grow at their end.
    /// </summary>
    /// <exception cref="InvalidDataException">There is not even a header.</exception>
    public static void Decode(EventKind kind, ReadOnlySpan<byte> payload, out VmEvent e)
    {
        if (payload.Length < EventHeader.Size)
            throw new InvalidDataException($"an event {kind} of {ProviderName} has {payload.Length} bytes; its header alone needs {EventHeader.Size}");
        e = default;
        var bytes = MemoryMarshal.AsBytes(new Span<VmEvent>(ref e));
        var plain = PlainLength(kind);
        if (plain != 0) payload[..Math.Min(plain, payload.Length)].CopyTo(bytes);
        else DecodeFields(EventShape.Of(kind), payload, bytes);
        e.Header.Kind = kind;
    }

    private static void DecodeFields(EventShape shape, ReadOnlySpan<byte> payload, Span<byte> bytes)
    {
        payload[..EventHeader.Size].CopyTo(bytes);
        payload = payload[EventHeader.Size..];
        foreach (var field in shape.Fields)
        {
            var value = bytes.Slice(field.Offset, field.Size);
            var length = field.IsText ? DecodeText(payload, value) : Math.Min(field.Size, payload.Length);
            if (!field.IsText) payload[..length].CopyTo(value);
            payload = payload[length..];
        }
    }

    // Each byte becomes the character of its value, so ASCII reads as it is and any bytes come back as they were.
    // A zero inside the text would end the string: it becomes U+2400, the symbol for it, whose low byte is zero again.
    private static int EncodeText(ReadOnlySpan<byte> text, Span<byte> payload)
    {
        text = text.TrimEnd((byte)0);
        var characters = MemoryMarshal.Cast<byte, char>(payload)[..(text.Length + 1)];
        for (var i = 0; i < text.Length; i++) characters[i] = text[i] == 0 ? '\u2400' : (char)text[i];
        characters[text.Length] = '\0';
        return characters.Length * sizeof(char);
    }

    private static int DecodeText(ReadOnlySpan<byte> payload, Span<byte> text)
    {
        var characters = MemoryMarshal.Cast<byte, char>(payload);
        var end = characters.IndexOf('\0');
        var length = end < 0 ? characters.Length : end;
        for (var i = 0; i < Math.Min(length, text.Length); i++) text[i] = unchecked((byte)characters[i]);
        return Math.Min(payload.Length, (length + 1) * sizeof(char));
    }

    private static byte[] FindPlainLengths()
    {
        var lengths = new byte[byte.MaxValue + 1];
        foreach (var shape in EventShape.All)
            if (!shape.Fields.Any(field => field.IsText)) lengths[(int)shape.Kind] = (byte)(EventHeader.Size + shape.PayloadLength);
        return lengths;
    }
}
