using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Brackets;

/// <summary>N17.</summary>
public sealed class RegistrationExcludesAddressSpaceTests : RuleTests<RegistrationExcludesAddressSpace>
{
    [Theory]
    [InlineData("run · ")]
    [InlineData("")]
    public void Holds_under_the_lock(string begin) => Holds(begin + "A lock mmap · A register kvm Returned=yes · A unlock mmap");

    [Theory]
    [InlineData("B lock mmap")]
    [InlineData("A lock mmap mm=2")]
    [InlineData("A lock sem1")]
    public void Violated_without_it(string before) => Violated("N17.not-held", 3, [3], $"run · {before} · A register kvm Returned=yes");

    [Theory]
    [InlineData("run · ", 2)]
    [InlineData("", 1)]
    public void Violated_when_it_is_shared(string begin, int held) =>
        Violated("N17.shared", held + 1, [held, held + 1], begin + "A lock mmap:r · A register kvm Returned=yes");

    [Fact]
    public void Unjudged_on_a_kernel_trace_that_does_not_show_the_lock() => Unjudged("A register kvm Returned=yes", "6.1");

    [Fact]
    public void Unjudged_when_the_lock_was_taken_before_a_loss() => Unjudged("run · A lock mmap · lost 1 · A register kvm Returned=yes");

    [Fact]
    public void Silent_of_the_call_that_has_not_returned() => Silent("run · A register kvm Returned=no");
}
