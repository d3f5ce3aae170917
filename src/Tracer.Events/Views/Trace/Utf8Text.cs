using System.Runtime.CompilerServices;
using System.Text;

namespace Tracer.Events.Views.Trace;

/// <summary>24 bytes of UTF-8 within an event.</summary>
[InlineArray(Size)]
public struct Utf8Text : IEquatable<Utf8Text>
{
    public const int Size = 24;

    private byte first;

    public static Utf8Text Of(ReadOnlySpan<byte> utf8)
    {
        var text = default(Utf8Text);
        utf8.CopyTo(text);
        return text;
    }

    public readonly bool Equals(Utf8Text other) => ((ReadOnlySpan<byte>)this).SequenceEqual(other);

    public override readonly bool Equals(object? obj) => obj is Utf8Text other && Equals(other);

    public override readonly int GetHashCode() => HashOf(this);

    public static bool operator ==(Utf8Text left, Utf8Text right) => left.Equals(right);

    public static bool operator !=(Utf8Text left, Utf8Text right) => !left.Equals(right);

    public override readonly string ToString() => Encoding.UTF8.GetString(((ReadOnlySpan<byte>)this).TrimEnd((byte)0));

    private static int HashOf(ReadOnlySpan<byte> bytes)
    {
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }
}
