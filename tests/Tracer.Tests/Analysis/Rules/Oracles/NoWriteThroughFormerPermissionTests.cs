using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Oracles;

/// <summary>S06.</summary>
public sealed class NoWriteThroughFormerPermissionTests : RuleTests<NoWriteThroughFormerPermission>
{
    private const string Fork = "D map 0x1000 pfn=1 rw · A op fork · A wrprotect 0x1000";

    [Theory]
    [InlineData("D access 0x1000 w")]
    [InlineData("B op other · B op-end · D access 0x1000 w")]
    [InlineData("A op-end · B op fault · B access-flags 0x1000 rw dirty · B op-end · D map 0x1000 pfn=1 rw · D access 0x1000 w")]
    public void Holds_until_the_operation_is_over_and_after_a_new_fault(string steps) => Holds($"run · {Fork} · {steps}");

    [Fact]
    public void Violated_by_a_write_after_fork() =>
        Assert.Equal(FindingKind.Outcome, Violated("S06.written", 6, [4, 6], $"run · {Fork} · A op-end · D access 0x1000 w").Kind);

    [Theory]
    [InlineData("A clear 0x1000 · A set 0x1000 pfn=1")]
    [InlineData("A modify-start 0x1000 · A modify-commit 0x1000 pfn=1")]
    public void Violated_when_the_entry_was_cleared_and_stored_without_the_permission(string steps) =>
        Violated("S06.written", 6, [4, 6], $"run · A op mprotect · {steps} · A op-end · D access 0x1000 pfn=1 w");

    [Fact]
    public void Violated_though_the_entry_has_aged_since() =>
        Violated("S06.written", 8, [6, 8], $"run · {Fork} · A op-end · A young 0x1000 · A op reclaim · D access 0x1000 w");

    [Fact]
    public void Violated_anywhere_in_a_huge_page() =>
        Violated("S06.written", 5, [3, 5], "run · A op fork · A wrprotect-huge 0x200000 old=pfn1024:rw:huge · A op-end · D access 0x203000 pfn=1027 w");

    [Theory]
    [InlineData("A op fork · A wrprotect 0x1000 · A op-end · D access 0x1000 pfn=1")]
    [InlineData("A op cow · A set 0x1000 pfn=8 · A op-end · D access 0x1000 pfn=1 w")]
    [InlineData("A op munmap · A clear 0x1000 · A op-end · D access 0x1000 pfn=1 w")]
    [InlineData("D register scif traits=range-start+pins-pages · A op fork · A wrprotect 0x1000 · A op-end · D access 0x1000 pfn=1 w driver=scif")]
    public void Silent_of_reads_of_other_pages_and_of_pins(string steps) => Silent($"run · {steps}");

    [Fact]
    public void Holds_for_a_page_that_never_could_be_written() =>
        Holds("run · A op fault · A set 0x1000 old=none new=pfn1 · A op-end · D access 0x1000 pfn=1 w");

    [Fact]
    public void Leaves_to_S03_a_page_that_was_cleaned() =>
        Assert.Equal("S03", Assert.Single(Tracer.Testing.RuleCheck.Run(
            "run · A op mkclean · A clear 0x1000 old=pfn1:rw:dirty · A set 0x1000 pfn=1 · A op-end · D access 0x1000 pfn=1 w", "4.14", "S03", "S06").Findings).Rule.Id);

    [Theory]
    [InlineData("run · D access 0x1000 pfn=1 w")]
    [InlineData("run · A op fork · A wrprotect 0x1000 · A op-end · lost 1 · D access 0x1000 pfn=1 w")]
    public void Unjudged_when_the_entry_is_not_shown(string script) => Unjudged(script);
}
