using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Tracer.Events.Fields;

/// <summary>
/// Which values a field of an event may have, by its type: a file can hold any bits, and an id that serves as an index, an order that serves as a
/// shift or a level that none is must not get further than its reader. A <see cref="RangeAttribute"/> narrows what the type allows.
/// </summary>
/// <param name="Least">The least value; below 0 only for numbers with a sign.</param>
/// <param name="Most">The greatest value.</param>
/// <param name="Beside">A value that is allowed beside these: what stands for "not told".</param>
public sealed record FieldBounds(long Least, ulong Most, ulong? Beside = null)
{
    // Numbers are added and subtracted; a quarter of what they hold is left for that.
    private const int MostNumber = 1 << 30;
    private const long MostLongNumber = 1L << 61;

    private static readonly FieldBounds Anything = new(0, ulong.MaxValue);

    private static readonly Dictionary<Type, FieldBounds> ByType = new()
    {
        // Whoever reads events keeps these in lists by id: they are dense, and a list up to these bounds is small.
        [typeof(MmId)] = new(0, 1 << 14),
        [typeof(DriverId)] = new(0, 1 << 12),
        [typeof(TableId)] = new(0, 1 << 17),
        [typeof(LockId)] = new(0, 1 << 20),
        [typeof(OperationId)] = new(0, 1 << 20),
        [typeof(RangeId)] = new(0, int.MaxValue),

        // PID_MAX_LIMIT.
        [typeof(TaskId)] = new(0, 1 << 22),

        // 52 bits of a physical address.
        [typeof(Pfn)] = new(0, (1UL << 40) - 1),
        [typeof(bool)] = new(0, 1),
        [typeof(int)] = new(-MostNumber, MostNumber),
        [typeof(long)] = new(-MostLongNumber, MostLongNumber),
    };

    /// <summary>True if the bits of a field are a value of it.</summary>
    /// <param name="bits">Zero-extended.</param>
    /// <param name="size">Bytes of the field.</param>
    public bool Allow(ulong bits, int size)
    {
        if (bits == Beside) return true;
        if (Least == 0) return bits <= Most;
        var value = Signed(bits, size);
        return value >= Least && (value < 0 || (ulong)value <= Most);
    }

    /// <summary>In words.</summary>
    public override string ToString() => Beside is { } other ? $"{Least} to {Most}, and {other}" : $"{Least} to {Most}";

    internal static FieldBounds Of(PropertyInfo property)
    {
        var bounds = OfType(property.PropertyType);
        return property.GetCustomAttribute<RangeAttribute>() is { } range ? bounds with { Most = (ulong)(int)range.Maximum } : bounds;
    }

    /// <summary>The greatest value below 2^n - 1, or in a single byte the greatest at all, which a comparison byte by byte can tell.</summary>
    internal ulong MostByBytes(int size) => size == 1 || (Most & unchecked(Most + 1)) == 0 ? Most : (1UL << (63 - System.Numerics.BitOperations.LeadingZeroCount(Most))) - 1;

    internal static FieldBounds OfType(Type type)
    {
        if (ByType.TryGetValue(type, out var known)) return known;
        if (!type.IsEnum) return Anything;

        // A value far above the others stands for "not told"; flags add up.
        var values = Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(value => Convert.ToUInt64(value, System.Globalization.CultureInfo.InvariantCulture)).Distinct().Order().ToList();
        if (type.IsDefined(typeof(FlagsAttribute), inherit: false)) return new(0, (values[^1] << 1) - 1);
        ulong? beside = values[^1] == byte.MaxValue ? values[^1] : null;
        return new(0, beside is null ? values[^1] : values[^2], beside);
    }

    private static long Signed(ulong bits, int size) => unchecked(size switch
    {
        2 => (short)bits,
        4 => (int)bits,
        _ => (long)bits,
    });
}
