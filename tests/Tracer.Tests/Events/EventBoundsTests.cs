using System.Runtime.InteropServices;

namespace Tracer.Tests.Events;

/// <summary>What a file may hold of each field, whatever else the bits say.</summary>
public sealed class EventBoundsTests
{
    private const EventKind LaterKind = (EventKind)250;

    public static TheoryData<EventKind> Kinds => [.. EventShape.All.Select(shape => shape.Kind)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_field_takes_what_its_bounds_say_and_no_more(EventKind kind)
    {
        foreach (var field in EventShape.Of(kind).Fields.Where(field => !field.IsText))
        {
            var e = new VmEvent { Header = new EventHeader { Kind = kind } };
            Assert.Null(EventBounds.Breach(in e));
            if (kind == EventKind.PteChanged && field.Type == typeof(VirtualAddress) || kind == EventKind.Named && field.Name == nameof(Named.Id)) continue;
            field.Write(ref e, field.Bounds.Most);
            Assert.True(EventBounds.Hold(in e), $"{kind}.{field.Name} = {field.Format(in e)}");
            if (field.Bounds.Most == ulong.MaxValue) continue;
            field.Write(ref e, field.Bounds.Most + 1);
            Assert.StartsWith(field.Name + " is ", EventBounds.Breach(in e), StringComparison.Ordinal);
            Assert.False(EventBounds.Hold(in e));
        }
    }

    [Fact]
    public void The_fast_look_and_the_slow_one_agree_on_any_bits()
    {
        var random = new Random(20261127);
        var held = 0;
        for (var i = 0; i < 200_000; i++)
        {
            var shape = EventShape.All[random.Next(EventShape.All.Count)];
            VmEvent e = default;
            var bytes = MemoryMarshal.AsBytes(new Span<VmEvent>(ref e));
            random.NextBytes(bytes);

            // Random bits hardly ever are an event: most bytes are small.
            foreach (ref var b in bytes)
                if (random.Next(8) != 0) b = (byte)(b & 1);
            e.Header.Kind = i % 8 == 0 ? LaterKind : shape.Kind;
            var holds = EventBounds.Breach(in e) is null;
            Assert.Equal(holds, EventBounds.Hold(in e));
            if (holds) held++;
        }

        Assert.InRange(held, 1_000, 199_000);
    }

    [Fact]
    public void An_event_of_a_later_kind_may_hold_anything_behind_a_header_like_any_other()
    {
        var e = new VmEvent { Header = new EventHeader { Kind = LaterKind } };
        MemoryMarshal.AsBytes(new Span<VmEvent>(ref e))[EventHeader.Size..].Fill(byte.MaxValue);
        Assert.True(EventBounds.Hold(in e));
        e.Header.TimestampNs = long.MinValue;
        Assert.False(EventBounds.Hold(in e));
        Assert.StartsWith($"{nameof(EventHeader.TimestampNs)} is ", EventBounds.Breach(in e), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NameSpace.Driver, 4096)]
    [InlineData(NameSpace.Mm, 1 << 14)]
    [InlineData(NameSpace.Table, 1 << 17)]
    [InlineData(NameSpace.Lock, 1 << 20)]
    [InlineData(NameSpace.Task, 1 << 22)]
    [InlineData(NameSpace.Function, ushort.MaxValue)]
    [InlineData(NameSpace.Caller, ushort.MaxValue)]
    public void The_id_of_a_name_is_bounded_by_what_it_names(NameSpace space, int most)
    {
        Assert.True(Holds(0) && Holds(most));
        Assert.False(Holds(most + 1) || Holds(-1));

        bool Holds(int id)
        {
            var named = VmEvent.Of(new Named { Space = space, Id = id });
            return EventBounds.Hold(in named);
        }
    }

    [Theory]
    [InlineData(0x1000, TableLevel.Pte, true)]
    [InlineData(0x1200, TableLevel.Pte, false)]
    [InlineData(0x1000, TableLevel.Pmd, false)]
    [InlineData(0x200000, TableLevel.Pmd, true)]
    [InlineData(ulong.MaxValue, TableLevel.Pmd, true)]
    public void An_entry_begins_where_its_level_lets_it(ulong address, TableLevel level, bool holds)
    {
        var change = VmEvent.Of(new PteChanged { Address = new VirtualAddress(address), Level = level });
        Assert.Equal(holds, EventBounds.Hold(in change));
    }

    [Theory]
    [InlineData(NotifierEvent.Exclusive, true)]
    [InlineData(NotifierEvent.NotTold, true)]
    [InlineData((NotifierEvent)77, false)]
    public void What_stands_for_not_told_is_a_value_and_what_lies_between_is_none(NotifierEvent value, bool holds)
    {
        var start = VmEvent.Of(new RangeStartEntered { Event = value });
        Assert.Equal(holds, EventBounds.Hold(in start));
    }
}
