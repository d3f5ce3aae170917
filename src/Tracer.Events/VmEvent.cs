using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tracer.Events;

/// <summary>
/// One event of any kind, 64 bytes, blittable: a header and 36 bytes of payload whose meaning the kind gives.
/// A typed view lies over the same 64 bytes, so reading one copies nothing.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = Size)]
public struct VmEvent : IEquatable<VmEvent>
{
    public const int Size = 64;

    /// <summary>Bytes behind the header.</summary>
    public const int PayloadSize = Size - EventHeader.Size;

    public EventHeader Header;
    private Payload payload;

    /// <summary>The event that <paramref name="view"/> describes; its kind is set from the view's type.</summary>
    public static VmEvent Of<T>(in T view) where T : struct, IEventView
    {
        Unsafe.SkipInit(out VmEvent e);
        Unsafe.As<VmEvent, T>(ref e) = view;
        e.Header.Kind = T.Kind;
        return e;
    }

    /// <summary>This event as <typeparamref name="T"/>, in place. The caller has looked at the kind.</summary>
    [UnscopedRef]
    public readonly ref readonly T As<T>() where T : struct, IEventView
    {
        System.Diagnostics.Debug.Assert(Header.Kind == T.Kind, "an event read as another kind");
        return ref Unsafe.As<VmEvent, T>(ref Unsafe.AsRef(in this));
    }

    /// <summary>The payload's bytes: every field of the kind in declared order without padding, then zeros.</summary>
    [UnscopedRef]
    public Span<byte> PayloadBytes => payload;

    [UnscopedRef]
    public readonly ReadOnlySpan<byte> ReadPayloadBytes => payload;

    public readonly bool Equals(VmEvent other) => Header == other.Header && ReadPayloadBytes.SequenceEqual(other.ReadPayloadBytes);

    public override readonly bool Equals(object? obj) => obj is VmEvent other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(Header.Sequence, Header.Kind, Header.Task);

    public static bool operator ==(VmEvent left, VmEvent right) => left.Equals(right);

    public static bool operator !=(VmEvent left, VmEvent right) => !left.Equals(right);

    [InlineArray(PayloadSize)]
    private struct Payload
    {
        private byte first;
    }
}
