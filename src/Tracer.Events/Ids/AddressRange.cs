namespace Tracer.Events.Ids;

/// <summary>
/// Addresses <c>[Start, End)</c>, in bytes. <c>default</c> is empty. An <see cref="End"/> of all ones means "to the very end", as in the kernel;
/// a range whose start is not below its end is empty, whatever a caller meant by it.
/// </summary>
public readonly record struct AddressRange(VirtualAddress Start, VirtualAddress End)
{
    public static AddressRange Everything { get; } = new(new(0), new(ulong.MaxValue));

    public static AddressRange Of(VirtualAddress start, ulong bytes) =>
        new(start, new(bytes > ulong.MaxValue - start.Value ? ulong.MaxValue : start.Value + bytes));

    public bool IsEmpty => Start >= End;

    /// <summary>Bytes in the range; 0 if empty.</summary>
    public ulong Length => IsEmpty ? 0 : End.Value - Start.Value;

    public bool Contains(VirtualAddress address) => Start <= address && address < End;

    /// <summary>True if every byte of <paramref name="other"/> lies here; an empty range is nowhere.</summary>
    public bool Contains(AddressRange other) => !other.IsEmpty && Start <= other.Start && other.End <= End;

    public bool Overlaps(AddressRange other) => !IsEmpty && !other.IsEmpty && Start < other.End && other.Start < End;

    /// <summary>The least range that holds both.</summary>
    public AddressRange Hull(AddressRange other) =>
        new(new(Math.Min(Start.Value, other.Start.Value)), new(Math.Max(End.Value, other.End.Value)));

    public override string ToString() => End.IsKnown && !IsEmpty ? $"[{Start}, +{Bytes(Length)})" : $"[{Start}, {End})";

    /// <summary>So many bytes in the largest unit that goes into them: <c>4K</c>, <c>17B</c>.</summary>
    public static string Bytes(ulong length) => length switch
    {
        _ when length % PageSize.Pud == 0 => $"{length / PageSize.Pud}G",
        _ when length % (1UL << 20) == 0 => $"{length >> 20}M",
        _ when length % 1024 == 0 => $"{length >> 10}K",
        _ => $"{length}B",
    };
}
