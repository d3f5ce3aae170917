using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Tracer.Events.Fields;

/// <summary>One field of an event kind: where it lies in the 64 bytes, what it means, how it reads as text.</summary>
/// <param name="Name">As declared on the view, such as <c>Address</c>.</param>
/// <param name="Type">The declared type: an id, an address, an enum, a number, a text.</param>
/// <param name="Offset">Bytes from the beginning of the event.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Description">What it means, and its unit where the type does not give it.</param>
/// <param name="Bounds">The values that it may have.</param>
public sealed record EventField(string Name, Type Type, int Offset, int Size, string Description, FieldBounds Bounds)
{
    /// <summary>The primitive that the field is stored as, such as <c>Int32</c> for an id; the type itself for a text.</summary>
    public Type Storage { get; } = StorageOf(Type);

    public bool IsText => Type == typeof(Utf8Text);

    /// <summary>The field's bits, zero-extended; a text has none.</summary>
    public ulong Read(in VmEvent e)
    {
        var bytes = Bytes(in e);
        return Size switch
        {
            1 => bytes[0],
            2 => MemoryMarshal.Read<ushort>(bytes),
            4 => MemoryMarshal.Read<uint>(bytes),
            8 => MemoryMarshal.Read<ulong>(bytes),
            _ => 0,
        };
    }

    /// <summary>Stores the low bits of <paramref name="value"/>; for mutators and script readers.</summary>
    public void Write(ref VmEvent e, ulong value)
    {
        var bytes = MemoryMarshal.AsBytes(new Span<VmEvent>(ref e)).Slice(Offset, Size);
        Span<byte> little = stackalloc byte[8];
        MemoryMarshal.Write(little, in value);
        little[..Math.Min(Size, 8)].CopyTo(bytes);
    }

    /// <summary>The value as text: addresses and frames in hex, enums by name, ids and counts in decimal.</summary>
    public string Format(in VmEvent e)
    {
        if (IsText) return Encoding.UTF8.GetString(Bytes(in e).TrimEnd((byte)0));
        var bits = Read(in e);
        if (Type.IsEnum) return Enum.ToObject(Type, bits).ToString()!;
        if (Type == typeof(bool)) return bits != 0 ? "true" : "false";
        if (Type == typeof(VirtualAddress)) return new VirtualAddress(bits).ToString();
        if (Type == typeof(PageEntry)) return new PageEntry(bits).ToString();
        if (Type == typeof(Pfn)) return new Pfn(unchecked((long)bits)).ToString();
        return Storage switch
        {
            _ when Storage == typeof(long) => unchecked((long)bits).ToString(CultureInfo.InvariantCulture),
            _ when Storage == typeof(int) => unchecked((int)bits).ToString(CultureInfo.InvariantCulture),
            _ when Storage == typeof(short) => unchecked((short)bits).ToString(CultureInfo.InvariantCulture),
            _ => bits.ToString(CultureInfo.InvariantCulture),
        };
    }

    private ReadOnlySpan<byte> Bytes(in VmEvent e) =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<VmEvent>(in e)).Slice(Offset, Size);

    private static Type StorageOf(Type type)
    {
        if (type.IsPrimitive || type == typeof(Utf8Text)) return type;
        if (type.IsEnum) return Enum.GetUnderlyingType(type);
        return type.GetProperties().Single(p => p.Name is "Value" or "Bits").PropertyType;
    }
}
