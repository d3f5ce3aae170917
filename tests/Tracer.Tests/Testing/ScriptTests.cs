using Tracer.Testing;

namespace Tracer.Tests.Testing;

public sealed class ScriptTests
{
    [Fact]
    public void A_step_makes_one_event_whose_sequence_is_its_number()
    {
        var script = Script.Parse("""
            # a bracket
            A start 0x1000+1 · A lock ptl1 · A clear 0x1000   # the change
            A unlock ptl1 ·· A end 0x1000+1
            """);
        Assert.Equal(
            [EventKind.RangeStartReturned, EventKind.LockAcquired, EventKind.PteChanged, EventKind.LockReleased, EventKind.RangeEndEntered],
            script.Events.Select(e => e.Header.Kind));
        Assert.Equal([1, 2, 3, 4, 5], script.Events.Select(e => e.Header.Sequence));
    }

    [Fact]
    public void Names_get_ids_by_first_use_or_bring_their_own()
    {
        var script = Script.Parse("A exit · kworker-7 exit · B exit fn=do_exit · - exit · A switch C");
        Assert.Equal([1, 7, 2, 0, 1], script.Events.Select(e => e.Header.Task.Value));
        Assert.Equal(3, script.Events[4].As<TaskSwitched>().Next.Value);
        Assert.Equal("kworker-7", script.Names.Of(new TaskId(7)));
        Assert.Equal("do_exit", script.Names.Of(script.Events[2].Header.Function));
    }

    [Fact]
    public void A_table_is_numbered_by_first_use_and_its_lock_by_the_table()
    {
        var script = Script.Parse("A lock ptl2 · A clear 0x1000 · A clear 0x200000 · A clear 0x3000 · A clear-huge 0x400000 · A lock pml1 · B clear 0x800000 ptl=9 · B read 0x801000");
        Assert.Equal([1, 2, 1, 101, 9], script.Events.Where(e => e.Header.Kind == EventKind.PteChanged).Select(e => e.As<PteChanged>().Table.Value));
        Assert.Equal(2, script.Events[0].As<LockAcquired>().Table.Value);
        Assert.Equal(101, script.Events[5].As<LockAcquired>().Table.Value);
        Assert.Equal(9, script.Events[7].As<PteRead>().Table.Value);
        Assert.Equal([1, 0, 3, 2], script.Events[1..5].Select(e => (int)e.As<PteChanged>().Index));
    }

    [Fact]
    public void The_old_entry_is_what_the_script_left_there()
    {
        var script = Script.Parse("A clear 0x5000 · A set 0x5000 pfn=7 rw dirty · A wrprotect 0x5000 · A migrate 0x5000 · A set 0x5000 · A clear 0x5000 mm=2 · A set 0x6000 old=none");
        var changes = script.Events.Select(e => e.As<PteChanged>()).ToArray();
        Assert.Equal(PageEntry.Present(new Pfn(5), writable: true), changes[0].Old);
        Assert.Equal(PageEntry.Present(new Pfn(7), writable: true, dirty: true), changes[1].New);
        Assert.Equal(changes[1].New, changes[2].Old);
        Assert.False(changes[2].New.IsWritable);
        Assert.True(changes[3].New.IsMigration);
        Assert.Equal(new Pfn(7), changes[4].New.Pfn);
        Assert.Equal(new Pfn(5), changes[5].Old.Pfn);
        Assert.True(changes[6].Old.IsNone);
    }

    [Fact]
    public void The_depth_counts_what_spins_and_the_events_at_its_edges()
    {
        var script = Script.Parse("A sleep · A lock mmap:r · A lock ptl1 · A rcu · A clear 0x1000 · B sleep · A unrcu · A unlock ptl1 · A sleep depth=9 · A irqs-off · A sleep · A irqs-on · A sleep");
        Assert.Equal([0, 0, 1, 2, 2, 0, 2, 1, 9, 0, 0, 0, 0], script.Events.Select(e => (int)e.Header.PreemptDepth));
        Assert.Equal([10, 11, 12], script.Events.Where(e => e.Header.Context == ContextFlags.IrqsOff).Select(e => e.Header.Sequence));
    }

    [Fact]
    public void A_lock_is_released_as_it_was_taken()
    {
        var script = Script.Parse("A lock sem1:r class=driver mm=3 · A unlock sem1");
        var (taken, given) = (script.Events[0].As<LockAcquired>(), script.Events[1].As<LockReleased>());
        Assert.Equal((LockClass.Driver, LockMode.Shared, 3), (taken.Class, taken.Mode, taken.Mm.Value));
        Assert.Equal((taken.Lock, taken.Class, taken.Mode, taken.Mm), (given.Lock, given.Class, given.Mode, given.Mm));
    }

    [Fact]
    public void A_device_uses_what_it_mapped()
    {
        var script = Script.Parse("A alloc pfn=7 · A map 0x1000 pfn=7 driver=gntdev rw · A free pfn=7 · A alloc pfn=7 · A access 0x1008 w · A zap 0x1000");
        Assert.Equal(2, script.Events[1].As<SecondaryMapped>().Generation);
        Assert.Equal((new Pfn(7), 2, true), (script.Events[4].As<SecondaryAccessed>().Pfn, script.Events[4].As<SecondaryAccessed>().Generation, script.Events[4].As<SecondaryAccessed>().Write));
        Assert.Equal(3, script.Events[3].As<PageAllocated>().Generation);
        Assert.True(script.Events[5].As<SecondaryUnmapped>().Writable);
    }

    [Theory]
    [InlineData("0x1000", 0x1000, 0x2000)]
    [InlineData("0x1000+3", 0x1000, 0x4000)]
    [InlineData("0x200000+2M", 0x200000, 0x400000)]
    [InlineData("0x1000..0x1001", 0x1000, 0x1001)]
    [InlineData("0x2000..0x1000", 0x2000, 0x1000)]
    [InlineData("all", 0, ulong.MaxValue)]
    public void Ranges_are_pages_sizes_or_bytes(string range, ulong start, ulong end)
    {
        var e = Script.Parse($"A ir {range}").Events[0].As<RangeInvalidated>();
        Assert.Equal((start, end), (e.Start.Value, e.End.Value));
    }

    [Theory]
    [InlineData("A exit\n\nA lok ptl1", "script line 3: unknown verb 'lok' in 'A lok ptl1'; known: enter-start, start,")]
    [InlineData("A", "script line 1: a task and no verb in 'A'; known:")]
    [InlineData("A start", "script line 1: a range is missing in 'A start'; such as: A start 0x1000+1")]
    [InlineData("A start 1000", "script line 1: '1000' is no address in 'A start 1000'; addresses are 0x1000")]
    [InlineData("A start 0x1000+1 0x2000", "script line 1: '0x2000' is too much in")]
    [InlineData("A start 0x1000+1 rnage=1", "script line 1: unknown setting 'rnage' in 'A start 0x1000+1 rnage=1'; RangeStartReturned has Mm, Start, End,")]
    [InlineData("A start 0x1000 result=70000", "script line 1: Result of '70000' does not fit into 16 bits in")]
    [InlineData("A start 0x1000 mm=1 mm=2", "script line 1: 'mm' is set twice in")]
    [InlineData("A start 0x1000+99999999999999999 mm=2", "script line 1: a number is too large in")]
    [InlineData("A lock ptl", "script line 1: no table has the lock 'ptl' in 'A lock ptl'; allowed: ptl1 to ptl99")]
    [InlineData("A lock plt1", "script line 1: unknown lock 'plt1' in 'A lock plt1'; known: ptl,")]
    [InlineData("A sleep often", "script line 1: unknown SleepReason 'often' in 'A sleep often'; known: CondResched,")]
    [InlineData("A clear-huge 0x1000", "script line 1: no Pmd entry begins at 0x1000 in")]
    [InlineData("A clear 0x1000 old=7", "script line 1: '7' is no entry in 'A clear 0x1000 old=7'; entries are none,")]
    [InlineData("A free", "script line 1: pfn= is missing in 'A free'; such as: A free pfn=7")]
    [InlineData("A exit · B-1 exit", "script line 1: the id of 'B-1' belongs to 'A' in")]
    public void An_error_is_one_line_that_says_where_what_and_what_is_allowed(string text, string beginning)
    {
        var message = Assert.Throws<ScriptException>(() => Script.Parse(text)).Message;
        Assert.StartsWith(beginning, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    public static TheoryData<string> Examples => [.. Verb.All.Values.Select(verb => verb.Example)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_verb_reads_back_from_the_generic_form(string example)
    {
        var events = Script.Parse($"{(Verb.IsTaskless(example.Split(' ')[0]) ? "" : "A ")}{example}").Events;
        var written = ScriptWriter.Write(events);
        Assert.Equal(events, Script.Parse(written).Events);
        Assert.Contains($" {events[0].Header.Kind} ", written.Replace("\n", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_but_none_has_a_short_verb() =>
        Assert.Empty(EventShape.All.Select(shape => shape.Kind).Except(
            Verb.All.Values.Select(verb => Script.Parse($"{(Verb.IsTaskless(verb.Name) ? "" : "A ")}{verb.Example}").Events[0].Header.Kind)));
}
