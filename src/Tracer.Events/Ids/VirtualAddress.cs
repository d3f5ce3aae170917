namespace Tracer.Events.Ids;

/// <summary>A virtual address in bytes, or <see cref="Unknown"/> where the source does not show it.</summary>
public readonly record struct VirtualAddress(ulong Value) : IComparable<VirtualAddress>
{
    /// <summary>The all-ones address: no page starts there, and kernels use it as "to the very end".</summary>
    public static VirtualAddress Unknown { get; } = new(ulong.MaxValue);

    public bool IsKnown => Value != ulong.MaxValue;

    public bool IsPageAligned => (Value & (PageSize.Small - 1)) == 0;

    public VirtualAddress AlignDown(ulong size) => new(Value & ~(size - 1));

    public int CompareTo(VirtualAddress other) => Value.CompareTo(other.Value);

    public static bool operator <(VirtualAddress left, VirtualAddress right) => left.Value < right.Value;

    public static bool operator >(VirtualAddress left, VirtualAddress right) => left.Value > right.Value;

    public static bool operator <=(VirtualAddress left, VirtualAddress right) => left.Value <= right.Value;

    public static bool operator >=(VirtualAddress left, VirtualAddress right) => left.Value >= right.Value;

    public static VirtualAddress operator +(VirtualAddress address, ulong bytes) => new(address.Value + bytes);

    public override string ToString() => IsKnown ? $"0x{Value:x}" : "unknown";
}
