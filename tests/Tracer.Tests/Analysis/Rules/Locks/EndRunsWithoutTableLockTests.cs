using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Locks;

/// <summary>L08.</summary>
public sealed class EndRunsWithoutTableLockTests : RuleTests<EndRunsWithoutTableLock>
{
    private const string Held = "L08.held";

    [Theory]
    [InlineData("A lock mmap")]
    [InlineData("A lock spin1")]
    [InlineData("B lock ptl1")]
    [InlineData("A lock ptl1 · A unlock ptl1")]
    public void Holds_when_the_task_holds_no_page_table_lock(string steps) => Holds($"run · A start 0x1000+1 · {steps} · A end 0x1000+1");

    [Theory]
    [InlineData("ptl1", "end")]
    [InlineData("pml1", "end")]
    [InlineData("mmptl", "end")]
    [InlineData("ptl1", "only-end")]
    public void Violated_when_it_holds_one(string table, string end) =>
        HeldThen(Violated(Held, 4, [3, 4], $"run · A start 0x1000+1 · A lock {table} · A {end} 0x1000+1", "4.15"), [3], [2]);

    [Fact]
    public void Violated_where_spin_locks_sleep_as_well() =>
        Violated(Held, 3, [2, 3], "A start 0x1000+1 · A lock ptl1 · A end 0x1000+1 context=realtime", "6.1");

    [Theory]
    [InlineData("2.6.34")]
    [InlineData("3.5")]
    public void Speaks_not_of_eras_in_which_it_ran_under_the_lock(string protocol) => NotApplicable("run · A lock ptl1 · A end 0x1000+1", protocol);

    [Fact]
    public void Holds_on_a_kernel_trace_when_a_depth_of_zero_disproves_the_lock() => Holds("A lock ptl1 · A end 0x1000+1 depth=0");

    [Fact]
    public void Holds_on_a_kernel_trace_when_the_task_has_come_back_from_user_mode() => Holds("B lock ptl1 · B unlock ptl1 · A ret depth=255 · A end 0x1000+1 depth=255");

    [Theory]
    [InlineData("A end 0x1000+1")]
    [InlineData("B lock ptl1 · A end 0x1000+1 depth=1")]
    [InlineData("run · A start 0x1000+1 · A lock ptl1 · lost 2 · A end 0x1000+1")]
    public void Unjudged_when_the_trace_does_not_show_what_is_held(string script) => Unjudged(script);

    [Fact]
    public void Alone_names_an_end_before_the_section_is_over() =>
        Broken(["L08"], "run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A ir 0x1000+1 · A end 0x1000+1 · A unlock ptl1");
}
