using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Invalidations;

/// <summary>I09.</summary>
public sealed class RestoreAddsNoPermissionTests : RuleTests<RestoreAddsNoPermission>
{
    [Theory]
    [InlineData("pfn1", "pfn1")]
    [InlineData("pfn1:rw:dirty", "pfn1:rw:dirty")]
    public void Holds_when_the_entry_comes_back_as_it_was(string old, string now) =>
        Holds($"run · A lock ptl1 · A clear 0x1000 old={old} · A set 0x1000 new={now} · A unlock ptl1");

    [Fact]
    public void Violated_when_it_comes_back_writable() =>
        Violated("I09.upward", 4, [3, 4], "run · A lock ptl1 · A clear 0x1000 old=pfn1 · A set 0x1000 new=pfn1:rw · A unlock ptl1");

    [Fact]
    public void Violated_under_a_shared_mmap_lock_too() =>
        Violated([5], "run · A lock mmap:r · A lock ptl1 · A clear 0x1000 old=pfn1 · A set 0x1000 new=pfn1:rw · A unlock ptl1");

    [Theory]
    [InlineData("A lock mmap · A lock ptl1 · A clear 0x1000 old=pfn1 · A set 0x1000 new=pfn1:rw")] // mprotect of a huge page
    [InlineData("A lock ptl1 · A modify-start 0x1000 old=pfn1 · A modify-commit 0x1000 new=pfn1:rw")]
    [InlineData("A lock ptl1 · A clear 0x1000 old=pfn1 · A set 0x1000 new=pfn9:rw")] // copy on write
    [InlineData("A lock ptl1 · A clear 0x1000 old=pfn1:rw · A set 0x1000 new=pfn1")] // mkclean
    [InlineData("A lock ptl1 · A clear 0x1000 old=pfn1 · A set 0x2000 old=none new=pfn1:rw")]
    [InlineData("A lock ptl1 · A clear 0x1000 old=pfn1 · A unlock ptl1 · A lock ptl1 · A set 0x1000 new=pfn1:rw")]
    [InlineData("A lock ptl1 · A access-flags 0x1000 old=pfn1 rw")]
    public void Silent_of_what_is_no_giving_up(string steps) => Silent($"run · {steps}");

    [Fact]
    public void Inconclusive_when_the_clear_was_before_a_loss() =>
        Silent("run · A lock ptl1 · A clear 0x1000 old=pfn1 · lost 3 · A set 0x1000 new=pfn1:rw");
}
