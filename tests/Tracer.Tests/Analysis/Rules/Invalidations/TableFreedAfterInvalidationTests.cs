using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Invalidations;

/// <summary>I13.</summary>
public sealed class TableFreedAfterInvalidationTests : RuleTests<TableFreedAfterInvalidation>
{
    [Theory]
    [InlineData("A flush 0x0+512 tables · A ir 0x0+512 source=tlb-flush")]
    [InlineData("A flush 0x1000+1 tables · A ir 0x1000+1 source=tlb-flush")] // one address of it is enough
    [InlineData("A flush all tables · B ir all")]
    public void Holds_when_cpus_and_devices_were_flushed_since_it_was_cut_off(string steps) =>
        Holds($"run · A publish 0x1000 · A detach 0x1000 · {steps} · A free-table 0x1000");

    [Theory]
    [InlineData("A flush 0x0+512 · A ir 0x0+512")] // not of tables
    [InlineData("A flush 0x200000+512 tables · A ir 0x0+512")] // elsewhere
    [InlineData("A flush 0x0+512 tables deferred · A ir 0x0+512")]
    [InlineData("A flush 0x0+512 tables mm=2 · A ir 0x0+512 mm=1")]
    public void Violated_when_cpus_were_not_flushed(string steps) =>
        Violated("I13.no-flush", 6, [3, 6], $"run · A publish 0x1000 · A detach 0x1000 · {steps} · A free-table 0x1000");

    [Fact]
    public void Violated_when_both_came_before_it_was_cut_off() =>
        Violated([6], "run · A publish 0x1000 · A flush 0x0+512 tables · A ir 0x0+512 · A detach 0x1000 · A free-table 0x1000");

    [Fact]
    public void Violated_when_devices_were_not_told() =>
        Violated("I13.no-invalidation", 5, [3, 5], "run · A publish 0x1000 · A detach 0x1000 · A flush 0x0+512 tables · A free-table 0x1000");

    [Theory]
    [InlineData("A observe 0x1000 · A free-table 0x1000")] // lost a race and was never in place
    [InlineData("A publish 0x1000 · A release · A released · A detach 0x1000 · A free-table 0x1000")]
    [InlineData("A publish 0x1000 · A detach 0x1000 · A publish 0x1000 · A free-table 0x1000")]
    public void Silent_of_a_table_that_nobody_can_walk(string steps) => Silent($"run · {steps}");

    // Seen on a kernel at exit: one table of many, taken for that of an address space that was there before.
    [Fact]
    public void Unjudged_on_a_kernel_that_flushes_another_address_space_before_it_frees_the_table() =>
        Unjudged("A publish 0x1000 · A detach 0x1000 · A flush all tables mm=2 · A free-table 0x1000 mm=1", "6.1");

    [Fact]
    public void Silent_before_devices_were_told_of_ranges() => NotApplicable("run · A publish 0x1000", "3.5");

    [Fact]
    public void Inconclusive_when_it_was_cut_off_before_a_loss() => Silent("run · A publish 0x1000 · A detach 0x1000 · lost 3 · A free-table 0x1000");
}
