using System.Numerics;

namespace Tracer.Traces.Ftrace.Probes;

/// <summary>Some of the fields.</summary>
internal readonly record struct FieldSet(ulong Bits)
{
    public bool IsEmpty => Bits == 0;

    public static FieldSet Of(params ReadOnlySpan<Field> fields)
    {
        var bits = 0UL;
        foreach (var field in fields) bits |= 1UL << (int)field;
        return new FieldSet(bits);
    }

    public FieldSet With(FieldSet others) => new(Bits | others.Bits);

    public FieldSet Except(FieldSet others) => new(Bits & ~others.Bits);

    /// <summary>Their usual names, as one says them: <c>start and end</c>; null if there are none.</summary>
    public override string? ToString()
    {
        if (IsEmpty) return null;
        List<string> keys = [];
        for (var bits = Bits; bits != 0; bits &= bits - 1) keys.Add(FieldNames.KeyOf((Field)BitOperations.TrailingZeroCount(bits)));
        return keys.Count == 1 ? keys[0] : $"{string.Join(", ", keys[..^1])} and {keys[^1]}";
    }
}
