namespace Tracer.Tests.Traces.Ftrace;

/// <summary>Every line of a text is one of four kinds, and what is damaged is lost.</summary>
public sealed class LineAccountTests
{
    private const string Head = "             mmw-183     [000] .....    39.";
    private const string Whole = Head + "1: spin_unlock: (_raw_spin_unlock+0x0/0x30) lock=0xffff888101b0c918";

    [Fact]
    public void Lines_are_read_unused_not_understood_or_damaged()
    {
        var lines = KernelText.Of(
            "# tracer: nop", "", "Dear list,", Whole, Head + "2: sched_wakeup: comm=ksmd pid=40", Head + "3: <stack trace>", " => do_exit", Head + "4: spin_unlock: (_raw_spin_unlock+0x0",
            "CPU:1 [LOST 4 EVENTS]").Completeness.Lines!;
        Assert.Equal((3, 4, 1, 1), (lines.Read, lines.Unused, lines.NotUnderstood, lines.Damaged));
        Assert.Equal((9, 1), (lines.Total, lines.Events));
        Assert.Equal(new EventLineCount("sched_wakeup", 1), Assert.Single(lines.UnusedEvents));
    }

    [Theory]
    [InlineData("4: spin_unlock (_raw_spin_unlock+0x0/0x30) lock=0xffff888101b0c918", UnreadReason.ColonMissing)]
    [InlineData("4: spin_unl", UnreadReason.CutShort)]
    [InlineData("4: spin_unlock:", UnreadReason.CutShort)]
    [InlineData("4: spin_unlock: (_raw_spin_unl", UnreadReason.CutShort)]
    [InlineData("4: spin_unlock: (_raw_spin_unlock+0x0/0x30) lock=0xffff8881", UnreadReason.FieldMalformed)]
    [InlineData("4: spin_unlock: (_raw_spin_unlock+0x0/0x30) lock=", UnreadReason.FieldMalformed)]
    [InlineData("4: spin_unlock: (_raw_spin_unlock+0x0/0x30) lock=(fault)", UnreadReason.FieldMissing)]
    [InlineData("4: spin_unlock: (_raw_spin_unlock+0x0/0x30)", UnreadReason.FieldMissing)]
    [InlineData("4: sys_enter: NR 28 (7f00", UnreadReason.CutShort)]
    [InlineData("4: sched_switch: prev_comm=mmw prev_pid=183 prev_prio=120 prev_state=S ==> next_comm=swap", UnreadReason.CutShort)]
    public void A_line_that_cannot_be_read_is_a_gap(string rest, UnreadReason why)
    {
        var held = KernelText.Of(Whole, Whole.Replace("39.1", "39.2", StringComparison.Ordinal), Whole.Replace("39.1", "39.3", StringComparison.Ordinal), Head + rest).Completeness;
        Assert.Equal(why, Assert.Single(held.Unread).Why);
        Assert.Equal(1, held.Lines!.Damaged);
        Assert.Equal(new Gap(LineSequence.First(3), 0, 1) { Cause = GapCause.Damaged }, Assert.Single(held.Gaps));
    }

    [Theory]
    [InlineData("[...]")]
    [InlineData("...")]
    [InlineData("<snip>")]
    [InlineData("[snip]")]
    [InlineData("> …")]
    [InlineData("--- 8< --- snip --- 8< ---")]
    public void A_mark_between_events_says_that_a_part_was_left_out(string mark)
    {
        var later = Whole.Replace("39.1", "39.2", StringComparison.Ordinal);
        Assert.Equal(new Gap(LineSequence.First(2), null, null) { Cause = GapCause.CutOut }, Assert.Single(KernelText.Of(Whole, mark, later).Completeness.Gaps));
        Assert.Empty(KernelText.Of(mark, Whole, later, mark).Completeness.Gaps);
    }

    [Theory]
    [InlineData("-------------------------")]
    [InlineData("```")]
    [InlineData("")]
    public void A_rule_across_the_page_says_nothing(string rule) =>
        Assert.Empty(KernelText.Of(Whole, rule, Whole.Replace("39.1", "39.2", StringComparison.Ordinal)).Completeness.Gaps);

    [Fact]
    public void What_a_header_promises_and_does_not_come_is_missing_somewhere()
    {
        Assert.Equal(7, KernelText.Of("# entries-in-buffer/entries-written: 8/8   #P:2", Whole).Completeness.Unplaced);
        Assert.Equal(4, KernelText.Of("# entries-in-buffer/entries-written: 8/8   #P:2", "CPU:1 [LOST 3 EVENTS]", Whole).Completeness.Unplaced);
        Assert.Equal(0, KernelText.Of("# entries-in-buffer/entries-written: 1/1   #P:2", Whole).Completeness.Unplaced);
    }
}
