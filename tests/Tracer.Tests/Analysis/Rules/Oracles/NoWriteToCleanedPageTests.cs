using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Oracles;

/// <summary>S03.</summary>
public sealed class NoWriteToCleanedPageTests : RuleTests<NoWriteToCleanedPage>
{
    private const string Mkclean = "D map 0x1000 pfn=1 rw · A op mkclean · A clear 0x1000 old=pfn1:rw:dirty · A set 0x1000 pfn=1";

    [Theory]
    [InlineData("D access 0x1000 w")]
    [InlineData("B op other · B op-end · D access 0x1000 w")]
    [InlineData("A op-end · B op fault · B set 0x1000 pfn=1 rw dirty · B op-end · D map 0x1000 pfn=1 rw · D access 0x1000 w")]
    public void Holds_until_the_operation_is_over_and_after_a_new_fault(string steps) => Holds($"run · {Mkclean} · {steps}");

    [Fact]
    public void Violated_by_a_write_after_the_operation() => Violated("S03.written", 7, [5, 7], $"run · {Mkclean} · A op-end · D access 0x1000 w");

    [Fact]
    public void Violated_by_a_write_anywhere_in_a_huge_page() =>
        Violated("S03.written", 6, [4, 6], "run · A op mkclean · A clear-huge 0x200000 old=pfn1024:rw:dirty:huge · A set-huge 0x200000 pfn=1024 · A op-end · D access 0x203000 pfn=1027 w");

    [Theory]
    [InlineData("A op mkclean · A clear 0x1000 · A set 0x1000 pfn=1 · A op-end · D access 0x1000 pfn=1")]
    [InlineData("A op munmap · A clear 0x1000 · A op-end · D access 0x1000 pfn=1 w")]
    [InlineData("A op cow · A set 0x1000 pfn=8 · A op-end · D access 0x1000 pfn=1 w")]
    [InlineData("D register scif traits=range-start+pins-pages · A op mkclean · A set 0x1000 pfn=1 old=pfn1:rw:dirty · A op-end · D access 0x1000 pfn=1 w driver=scif")]
    public void Silent_of_reads_of_pages_that_were_taken_away_and_of_pins(string steps) => Silent($"run · {steps}");

    [Fact]
    public void Holds_for_an_entry_that_was_write_protected_and_not_cleaned() =>
        Holds("run · A op fork · A set 0x1000 pfn=1 dirty old=pfn1:rw:dirty · A op-end · D access 0x1000 pfn=1 w");

    [Theory]
    [InlineData("A op fault · A set 0x1000 pfn=1 old=none new=pfn1 · A op-end")]
    [InlineData("A op munmap · A clear 0x1000 old=pfn1:rw:dirty · A op-end · A op fault · A set 0x1000 pfn=1 · A op-end")]
    public void Holds_for_a_page_that_was_mapped_clean_and_never_cleaned(string steps) => Holds($"run · {steps} · D access 0x1000 pfn=1 w");

    [Theory]
    [InlineData("run · D access 0x1000 pfn=1 w")]
    [InlineData("run · A op mkclean · A set 0x1000 pfn=1 · A op-end · lost 1 · D access 0x1000 pfn=1 w")]
    public void Unjudged_when_the_entry_is_not_shown(string script) => Unjudged(script);
}
