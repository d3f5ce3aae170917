using Tracer.Analysis;
using Tracer.Testing;

namespace Tracer.Tests.Analysis.Replay;

/// <summary>Memory follows what is alive in the trace, not its length.</summary>
public sealed class MemoryTests
{
    private const int Events = 200_000;
    private const int WarmUp = 50_000;

    // A list that grows once more after the warm-up; far below one object for every hundred events.
    private const long Allowed = 16 * 1024;

    private readonly VmEvent[] events = SyntheticTrace.GoodEvents(Events, seed: 7);
    private readonly Analyzer analyzer = new();

    [Fact]
    public void Nothing_is_allocated_for_an_event_once_the_state_has_its_size()
    {
        analyzer.Begin(Era.E6);
        analyzer.Accept(events.AsSpan(0, WarmUp));
        var before = GC.GetAllocatedBytesForCurrentThread();
        analyzer.Accept(events.AsSpan(WarmUp));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(allocated <= Allowed, $"{allocated} bytes for {Events - WarmUp} events");
    }

    [Fact]
    public void The_next_trace_is_taken_in_the_memory_of_the_last()
    {
        Pass();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Pass();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(allocated <= Allowed, $"{allocated} bytes for {Events} events");
    }

    [Fact]
    public void Nothing_stays_open_when_every_operation_is_over()
    {
        Pass();
        for (var id = 1; id <= 6; id++)
        {
            var task = analyzer.State.TaskOf(new EventHeader { Task = new TaskId(id) });
            Assert.Equal((0, 0, 0, 0, 0), (task.Locks.Length, task.Sections.Length, task.Callbacks.Length, task.Brackets.Length, task.EndedBrackets.Length));
        }

        Assert.Empty(analyzer.State.Mm(new MmId(1)).OpenBrackets);
        Assert.Empty(analyzer.State.Mm(new MmId(2)).OpenBrackets);
    }

    // A long operation with no bound on its brackets, and tasks cut off in the middle by losses again and again.
    [Theory]
    [InlineData("A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A ir 0x1000+1 · A set 0x1000 rw · A unlock ptl1 · A end 0x1000+1")]
    [InlineData("A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · lost 1")]
    [InlineData("A lock ptl1 · A clear 0x1000 · A set 0x1000 rw · A unlock ptl1")]
    [InlineData("A fault 0x1000 · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A swap 0x1000 · A set 0x1000 rw · A unlock ptl1 · A end 0x1000+1 · A fault-end")]
    [InlineData("A lock ptl1 · A sleep depth=0")]
    [InlineData("A enter-start 0x1000+1 blockable=no · A start 0x1000+1 blockable=no result=-11")]
    public void A_loop_of_any_length_needs_no_more_than_its_first_round(string round)
    {
        var once = Script.Parse(round).Events;
        analyzer.Begin(Era.E6);
        Repeat(once, 100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(once, 2000);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(allocated <= Allowed, $"{allocated} bytes for 2000 rounds");
    }

    private void Repeat(VmEvent[] round, int times)
    {
        for (var i = 0; i < times; i++) analyzer.Accept(round);
    }

    private void Pass()
    {
        analyzer.Begin(Era.E6);
        analyzer.Accept(events);
    }
}
