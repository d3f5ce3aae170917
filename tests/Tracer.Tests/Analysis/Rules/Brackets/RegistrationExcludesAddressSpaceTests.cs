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

    private const string Heard = "A enter-start 0x9000+1 · A cb-in kvm range-start 0x9000+1 · A start 0x9000+1";
    private const string Joined = "run · A lock mmap · A register kvm traits=range-start+range-end+release · A unlock mmap · A enter-start 0x1000+1";

    [Fact]
    public void Violated_when_a_range_has_started_and_the_driver_was_not_called() =>
        Violated("N17.unheard", 6, [3, 6], $"{Joined} · A start 0x1000+1");

    // On a kernel trace a driver is on the list of which the next call shows that it is.
    [Theory]
    [InlineData("A end 0x1000+1 · A cb-in kvm range-end 0x1000+1", "")]
    [InlineData("A end 0x1000+1 · B enter-start 0x9000+1 · B cb-in kvm range-start 0x9000+1", "B lock mmap · B register kvm · B unlock mmap · ")]
    public void Violated_on_a_kernel_trace_when_a_driver_is_called_again(string again, string joined) =>
        Violated([joined.Length == 0 ? 5 : 8], $"{joined}{Heard} · A enter-start 0x1000+1 · A start 0x1000+1 · {again}", "6.1");

    [Theory]
    [InlineData("A end 0x1000+1")]
    [InlineData("A end 0x1000+1 · B enter-start 0x9000+1 · B cb-in kvm range-start 0x9000+1")]
    [InlineData("- NotifierUnregistered Mm=1 Driver=1 · A end 0x1000+1 · A cb-in kvm range-end 0x1000+1")]
    [InlineData("B end 0x1000+1 · B cb-in kvm range-end 0x1000+1")]
    public void Silent_on_a_kernel_trace_of_a_driver_that_may_have_left(string then) =>
        Silent($"{Heard} · A enter-start 0x1000+1 · A start 0x1000+1 · {then}", "6.1");

    [Theory]
    [InlineData($"{Joined} · A cb-in kvm range-start 0x1000+1 · A cb-out kvm range-start 0x1000+1 · A start 0x1000+1")]
    [InlineData($"{Joined} · A start 0x1000+1 blockable=no result=-11")]
    [InlineData($"{Joined} · B cb-in kvm release all · B cb-out kvm release all · A start 0x1000+1")]
    [InlineData("run · A lock mmap · A register gntdev traits=range-start · A unlock mmap · A enter-start 0x1000+1 · A start 0x1000+1")]
    [InlineData("run · A enter-start 0x1000+1 · B lock mmap · B register kvm traits=range-start+range-end+release · B unlock mmap · A start 0x1000+1")]
    [InlineData("run · A lock mmap · A register iommu traits=invalidate-range · A unlock mmap · A enter-start 0x1000+1 · A start 0x1000+1")]
    public void Holds_when_it_was_called_or_need_not_be(string script) => Holds(script);
}
