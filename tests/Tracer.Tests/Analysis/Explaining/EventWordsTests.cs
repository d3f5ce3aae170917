using Tracer.Analysis.Explaining;

namespace Tracer.Tests.Analysis.Explaining;

public sealed class EventWordsTests
{
    private static readonly EventWords Words = new(new Names());

    public static TheoryData<EventKind> Kinds => [.. EventShape.All.Select(shape => shape.Kind)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_has_a_short_clause_whatever_its_fields_say(EventKind kind)
    {
        foreach (var bits in new ulong[] { 0, 1, 2, 200, ulong.MaxValue })
        {
            var e = default(VmEvent);
            e.Header.Kind = kind;
            foreach (var field in EventShape.Of(kind).Fields.Where(field => !field.IsText && field.Type != typeof(bool))) field.Write(ref e, bits);
            var clause = Words.Describe(in e);
            Assert.InRange(clause.Length, 3, 120);
            Assert.DoesNotContain("unknown kind", clause);
            Assert.DoesNotContain("  ", clause);
        }
    }

    [Fact]
    public void Kinds_are_told_apart()
    {
        var clauses = EventShape.All.Select(shape =>
        {
            var e = default(VmEvent);
            e.Header.Kind = shape.Kind;
            return Words.Clause(in e);
        });
        Assert.Distinct(clauses);
    }

    [Fact]
    public void Changes_speak_of_their_level_and_of_what_they_store()
    {
        var page = new VirtualAddress(0x200000);
        Assert.Equal("clears PTE 0x200000", Say(new PteChanged { Address = page }));
        Assert.Equal("sets PTE 0x200000 to a swap entry", Say(new PteChanged { Address = page, New = PageEntry.Swap(1, 7), Operation = PteOperation.Set }));
        Assert.Equal("sets PTE 0x200000 to pfn 0x9 read-only", Say(new PteChanged { Address = page, New = PageEntry.Present(new(9), false), Operation = PteOperation.Set }));
        Assert.Equal(
            "makes huge PMD 0x200000 not present",
            Say(new PteChanged { Address = page, Old = PageEntry.Present(new(512), true, huge: true), Level = TableLevel.Pmd, Operation = PteOperation.Invalidate }));
        Assert.Equal("clears PTE 12 of table 4", Say(new PteChanged { Address = VirtualAddress.Unknown, Table = new(4), Index = 12 }));
    }

    [Fact]
    public void Calls_say_how_they_came_back()
    {
        var start = new RangeStartReturned { Mm = new(3), Start = new(0x1000), End = new(0x3000) };
        Assert.Equal("range_start mm 3 [0x1000, +8K) returned", Say(start));
        Assert.Equal("range_start mm 3 [0x1000, +8K) failed with -11", Say(start with { Result = -11 }));
        Assert.Equal("invalidate_range mm 3 [0x1000, +8K) from a TLB flush", Say(new RangeInvalidated { Mm = new(3), Start = new(0x1000), End = new(0x3000), Source = InvalidationSource.TlbFlush }));
        Assert.Equal("5 events lost on CPU 2", Say(new EventsLost { OnCpu = 2, Count = 5 }));
        Assert.Equal("events lost", Say(new EventsLost { OnCpu = -1, Count = -1 }));
    }

    private static string Say<T>(T view) where T : struct, IEventView => Words.Describe(VmEvent.Of(in view));
}
