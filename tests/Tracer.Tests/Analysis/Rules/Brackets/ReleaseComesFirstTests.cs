using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Brackets;

/// <summary>N18.</summary>
public sealed class ReleaseComesFirstTests : RuleTests<ReleaseComesFirst>
{
    [Theory]
    [InlineData("A op exit · A release · A cb-in kvm release all · A cb-out kvm release all · A released · A clear 0x1000 · A op-end")]
    [InlineData("A op munmap · A clear 0x1000 · A op-end · A op exit · A release · A released")]
    [InlineData("A op exit · B clear 0x1000 · A release · B clear 0x2000 · A released")]
    [InlineData("A op exit · A clear 0x1000 mm=2 · A release · A released")]
    [InlineData("A op exit · A release · A released · A clear 0x1000 · A lock mmap · A register kvm · A cb-in kvm range-start 0x1000+1")]
    public void Holds_when_exit_unmaps_after_it(string steps) => Holds($"run · {steps}");

    [Fact]
    public void Holds_on_a_kernel_trace() => Holds("A syscall exit_group · A release · A released · A clear 0x1000", "6.1");

    [Fact]
    public void Violated_when_exit_has_unmapped_before() =>
        Violated("N18.unmapped-before", 4, [3, 4], "run · A op exit · A clear 0x1000 · A release · A released");

    [Fact]
    public void Violated_when_exit_unmaps_before_it_has_returned() =>
        Violated("N18.unmapped-inside", 4, [3, 4], "run · A op exit · A release · A clear 0x1000 · A released");

    [Fact]
    public void Violated_by_a_callback_after_it() =>
        Violated("N18.called", 5, [4, 5], "run · A op exit · A release · A released · B cb-in kvm range-start 0x1000+1");

    [Fact]
    public void Holds_with_callbacks_while_it_runs() => Holds("run · A op exit · A release · B cb-in kvm range-start 0x1000+1 · B cb-out kvm range-start 0x1000+1 · A released");

    [Fact]
    public void Unjudged_when_the_operation_began_before_the_trace() => Unjudged("A release", "6.1");

    [Fact]
    public void Silent_when_what_release_was_followed_by_is_lost() =>
        Silent("run · A op exit · A release · lost 1 · A clear 0x1000 · B cb-in kvm range-start 0x1000+1");
}
