using FsCheck;
using FsCheck.Fluent;
using Tracer.Testing;

namespace Tracer.Tests.Events;

public sealed class EventFieldTests
{
    [Fact]
    public void What_is_written_is_read_and_nothing_else_changes() =>
        Prop.ForAll(ArbitraryEvents.One, ArbitraryEvents.One, (source, other) =>
        {
            var fields = EventShape.Header.Concat(EventShape.Of(source.Header.Kind).Fields).Where(field => !field.IsText).ToArray();
            return fields.All(field =>
            {
                var target = other;
                field.Write(ref target, field.Read(in source));
                var restored = target;
                field.Write(ref restored, field.Read(in other));
                return field.Read(in target) == field.Read(in source) && restored == other;
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_fields_of_a_kind_are_all_of_its_payload() =>
        Prop.ForAll(ArbitraryEvents.One, e =>
        {
            var copy = new VmEvent { Header = e.Header };
            var shape = EventShape.Of(e.Header.Kind);
            foreach (var field in shape.Fields.Where(field => !field.IsText)) field.Write(ref copy, field.Read(in e));
            foreach (var text in shape.Fields.Where(field => field.IsText))
                e.ReadPayloadBytes.Slice(text.Offset - EventHeader.Size, text.Size).CopyTo(copy.PayloadBytes[(text.Offset - EventHeader.Size)..]);
            return copy == e && copy.PayloadBytes[shape.PayloadLength..].IndexOfAnyExcept((byte)0) < 0;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Values_read_as_a_person_would_write_them()
    {
        var script = Script.Parse("A start 0x1000+1 result=-11 event=clear range=3 · A set 0x2000 pfn=7 · A register kvm traits=range-start+range-end · A name task 5 kworker · A map 0x3000 pfn=7");
        Assert.Equal("0x1000", Text(0, nameof(RangeStartReturned.Start)));
        Assert.Equal("-11", Text(0, nameof(RangeStartReturned.Result)));
        Assert.Equal("Clear", Text(0, nameof(RangeStartReturned.Event)));
        Assert.Equal("true", Text(0, nameof(RangeStartReturned.Blockable)));
        Assert.Equal("3", Text(0, nameof(RangeStartReturned.Range)));
        Assert.Equal("0x7025", Text(1, nameof(PteChanged.New)));
        Assert.Equal("RangeStart, RangeEnd", Text(2, nameof(NotifierRegistered.Traits)));
        Assert.Equal("kworker", Text(3, nameof(Named.Text)));
        Assert.Equal("0x7", Text(4, nameof(SecondaryMapped.Pfn)));

        string Text(int i, string field) => EventShape.Of(script.Events[i].Header.Kind).Field(field).Format(in script.Events[i]);
    }
}
