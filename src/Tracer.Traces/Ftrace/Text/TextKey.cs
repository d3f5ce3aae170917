using System.Runtime.InteropServices;
using Tracer.Traces.Ftrace.Probes;

namespace Tracer.Traces.Ftrace.Text;

/// <summary>A key of an event's lines, <c>=</c> included, and the field that it stands for.</summary>
internal sealed class TextKey
{
    private readonly byte[] text;

    // Most keys have eight bytes or less: one masked comparison then does for a call.
    private readonly ulong first;
    private readonly ulong mask;

    public TextKey(ReadOnlySpan<byte> text, Field field)
    {
        this.text = text.ToArray();
        Field = field;
        IsBareHex = FieldNames.IsBareHex(field);
        IsKernelPointer = FieldNames.IsKernelPointer(field);
        var width = Math.Min(text.Length, sizeof(ulong));
        Span<byte> padded = stackalloc byte[sizeof(ulong)];
        text[..width].CopyTo(padded);
        first = MemoryMarshal.Read<ulong>(padded);
        padded[..width].Fill(byte.MaxValue);
        mask = MemoryMarshal.Read<ulong>(padded);
    }

    public Field Field { get; }

    public bool IsBareHex { get; }

    public bool IsKernelPointer { get; }

    public int Length => text.Length;

    /// <summary>True if the rest of a line begins with this key.</summary>
    public bool Begins(ReadOnlySpan<byte> rest)
    {
        if (rest.Length < sizeof(ulong)) return rest.StartsWith(text);
        return (MemoryMarshal.Read<ulong>(rest) & mask) == first && (text.Length <= sizeof(ulong) || rest.StartsWith(text));
    }
}
