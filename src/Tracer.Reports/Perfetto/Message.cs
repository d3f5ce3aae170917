using Google.Protobuf;

namespace Tracer.Reports.Perfetto;

/// <summary>One message in the wire format of protocol buffers, filled field by field and used again.</summary>
internal sealed class Message : IDisposable
{
    private readonly MemoryStream bytes = new();
    private readonly CodedOutputStream wire;

    public Message() => wire = new CodedOutputStream(bytes, leaveOpen: true);

    public Message Clear()
    {
        wire.Flush();
        bytes.SetLength(0);
        return this;
    }

    public Message Number(int field, ulong value)
    {
        wire.WriteTag(field, WireFormat.WireType.Varint);
        wire.WriteUInt64(value);
        return this;
    }

    public Message Fixed(int field, ulong value)
    {
        wire.WriteTag(field, WireFormat.WireType.Fixed64);
        wire.WriteFixed64(value);
        return this;
    }

    public Message Text(int field, string value)
    {
        wire.WriteTag(field, WireFormat.WireType.LengthDelimited);
        wire.WriteString(value);
        return this;
    }

    public Message Nested(int field, Message inner)
    {
        inner.wire.Flush();
        wire.WriteTag(field, WireFormat.WireType.LengthDelimited);
        wire.WriteBytes(UnsafeByteOperations.UnsafeWrap(inner.bytes.GetBuffer().AsMemory(0, (int)inner.bytes.Length)));
        return this;
    }

    public void CopyTo(Stream output)
    {
        wire.Flush();
        output.Write(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    public void Dispose()
    {
        wire.Dispose();
        bytes.Dispose();
    }
}
