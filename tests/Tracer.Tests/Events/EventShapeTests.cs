using System.Runtime.CompilerServices;

namespace Tracer.Tests.Events;

public sealed class EventShapeTests
{
    [Fact]
    public void Every_kind_has_a_view_of_its_name() =>
        Assert.Equal(
            Enum.GetValues<EventKind>().Where(kind => kind != EventKind.None).Select(kind => kind.ToString()),
            EventShape.All.Select(shape => shape.View.Name));

    [Fact]
    public void Fields_lie_behind_the_header_without_padding()
    {
        foreach (var shape in EventShape.All)
        {
            var offset = EventHeader.Size;
            foreach (var field in shape.Fields)
            {
                Assert.True(field.Offset == offset, $"{shape.Name}.{field.Name} at {field.Offset}, not {offset}");
                offset += field.Size;
            }

            Assert.True(offset <= VmEvent.Size, $"{shape.Name} takes {offset} bytes");
        }
    }

    [Fact]
    public void Offsets_of_the_table_are_those_of_the_views()
    {
        foreach (var shape in EventShape.All)
            typeof(EventShapeTests).GetMethod(nameof(OffsetsAgree), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!.MakeGenericMethod(shape.View).Invoke(null, null);
    }

    private static void OffsetsAgree<T>() where T : struct, IEventView
    {
        Assert.Equal(VmEvent.Size, Unsafe.SizeOf<T>());
        foreach (var field in EventShape.Of(T.Kind).Fields.Where(field => !field.IsText))
        {
            var bits = 0x0101_0101_0101_0101UL & (field.Size == 8 ? ulong.MaxValue : (1UL << (8 * field.Size)) - 1);
            var e = VmEvent.Of(default(T));
            field.Write(ref e, bits);
            var value = typeof(T).GetProperty(field.Name)!.GetValue(e.As<T>());
            var expected = VmEvent.Of(default(T));
            field.Write(ref expected, bits);
            Assert.Equal(bits, field.Read(in expected));
            Assert.Equal(field.Format(in expected), field.Type.IsEnum || field.Type == typeof(bool) ? field.Format(in e) : FormatOf(value!));
        }
    }

    private static string FormatOf(object value) => value switch
    {
        VirtualAddress or PageEntry or Pfn => value.ToString()!,
        _ when value.GetType().GetProperty("Value") is { } inner => inner.GetValue(value)!.ToString()!,
        _ => value.ToString()!,
    };
}
