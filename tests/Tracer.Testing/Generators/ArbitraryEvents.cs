using FsCheck;
using FsCheck.Fluent;

namespace Tracer.Testing;

/// <summary>Any event of any kind, valid in form and without sense: for what must hold of every field of every kind.</summary>
public static class ArbitraryEvents
{
    /// <summary>One event. Shrinks towards a zero header and zero fields of the same kind.</summary>
    public static Arbitrary<VmEvent> One { get; } = Arb.From(Random(), Smaller);

    /// <summary>Events numbered from 1. Shrinks to fewer events first, then to smaller ones.</summary>
    public static Arbitrary<VmEvent[]> Many { get; } = Arb.From(Random().ArrayOf().Select(Numbered), events => Fewer(events).Select(Numbered));

    private static Gen<VmEvent> Random() =>
        from shape in Gen.Elements(EventShape.All.AsEnumerable())
        from high in Gen.Choose(0, int.MaxValue)
        from low in Gen.Choose(0, int.MaxValue)
        select Of(shape, new SplitMix64(((ulong)high << 31) | (uint)low));

    private static VmEvent Of(EventShape shape, SplitMix64 random)
    {
        var e = new VmEvent { Header = { Kind = shape.Kind } };
        foreach (var field in EventShape.Header)
            if (field.Name is not (nameof(EventHeader.Kind) or nameof(EventHeader.Reserved))) Fill(field, ref e, random);
        foreach (var field in shape.Fields) Fill(field, ref e, random);

        // Ids of tasks are not negative.
        e.Header.Task = new TaskId(e.Header.Task.Value & int.MaxValue);
        return e;
    }

    private static void Fill(EventField field, ref VmEvent e, SplitMix64 random)
    {
        if (field.IsText)
        {
            var text = e.PayloadBytes.Slice(field.Offset - EventHeader.Size, field.Size)[..random.Next(field.Size + 1)];
            foreach (ref var b in text) b = (byte)random.Next(256);
            return;
        }

        field.Write(ref e, Bits(field.Type, random));
    }

    // The edges of a type are where a format breaks, so half of all values are edges.
    private static ulong Bits(Type type, SplitMix64 random)
    {
        if (type == typeof(bool)) return (ulong)random.Next(2);
        if (type.IsEnum)
        {
            var values = Enum.GetValuesAsUnderlyingType(type).Cast<IConvertible>().Select(value => value.ToUInt64(null)).ToArray();
            var one = values[random.Next(values.Length)];
            return type.IsDefined(typeof(FlagsAttribute), inherit: false) ? one | values[random.Next(values.Length)] : one;
        }

        return random.Next(8) switch
        {
            0 => 0,
            1 => 1,
            2 => ulong.MaxValue,
            3 => 0x8000_8000_8000_8080,
            _ => random.NextBits(),
        };
    }

    private static IEnumerable<VmEvent> Smaller(VmEvent e)
    {
        foreach (var field in EventShape.Header.Concat(EventShape.Of(e.Header.Kind).Fields))
        {
            if (field.IsText || field.Name == nameof(EventHeader.Kind) || field.Read(in e) is not (var bits and not 0)) continue;
            var smaller = e;
            field.Write(ref smaller, 0);
            yield return smaller;
            if (bits < 2 || field.Type.IsEnum) continue;
            field.Write(ref smaller, bits / 2);
            yield return smaller;
        }
    }

    private static IEnumerable<VmEvent[]> Fewer(VmEvent[] events)
    {
        if (events.Length > 1)
        {
            yield return events[..(events.Length / 2)];
            yield return events[(events.Length / 2)..];
        }

        for (var i = 0; i < events.Length; i++) yield return [.. events[..i], .. events[(i + 1)..]];
        for (var i = 0; i < events.Length; i++)
            foreach (var smaller in Smaller(events[i])) yield return [.. events[..i], smaller, .. events[(i + 1)..]];
    }

    private static VmEvent[] Numbered(VmEvent[] events)
    {
        var numbered = events.ToArray();
        for (var i = 0; i < numbered.Length; i++) numbered[i].Header.Sequence = i + 1;
        return numbered;
    }
}
