using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Drivers;

/// <summary>D19.</summary>
public sealed class DirtyIsToldBeforeReturnTests : RuleTests<DirtyIsToldBeforeReturn>
{
    private const string Written = "run · " + RemainsOfRange.Kvm + " · D map 0x1000 pfn=1 rw driver=kvm · D access 0x1000 w";

    [Theory]
    [InlineData("A zap 0x1000 · A dirty 0x1000 driver=kvm")]
    [InlineData("A dirty 0x1000 driver=kvm · A zap 0x1000")]
    public void Holds_when_the_page_is_told_before_the_return(string steps) =>
        Holds($"{Written} · A cb-in kvm range-start 0x1000+1 · {steps} · A cb-out kvm range-start 0x1000+1");

    [Fact]
    public void Violated_when_nobody_is_told() =>
        Violated("D19.untold", 7, [4, 6, 7], $"{Written} · A cb-in kvm range-start 0x1000+1 · A zap 0x1000 · A cb-out kvm range-start 0x1000+1");

    [Fact]
    public void Violated_when_the_page_is_told_after_the_return() =>
        Violated([7], $"{Written} · A cb-in kvm range-start 0x1000+1 · A zap 0x1000 · A cb-out kvm range-start 0x1000+1 · A dirty 0x1000 driver=kvm");

    [Fact]
    public void Violated_when_another_page_or_the_entry_of_the_cpu_is_told() =>
        Violated([9], $"{Written} · A cb-in kvm range-start 0x1000+1 · A zap 0x1000 · A dirty 0x2000 driver=kvm · A dirty 0x1000 · A cb-out kvm range-start 0x1000+1");

    [Theory]
    [InlineData("run · D map 0x1000 rw driver=kvm · D access 0x1000 · A cb-in kvm range-start 0x1000+1 · A zap 0x1000 · A cb-out kvm range-start 0x1000+1")]
    [InlineData("run · D map 0x1000 rw driver=kvm · D access 0x1000 w · D zap 0x1000 · A cb-in kvm range-start 0x1000+1 · A cb-out kvm range-start 0x1000+1")]
    [InlineData("run · D register amd traits=shares-page-table · D map 0x1000 rw driver=amd · D access 0x1000 w · A cb-in amd range-start 0x1000+1 · A zap 0x1000 · A cb-out amd range-start 0x1000+1")]
    [InlineData("run · D alloc pfn=7 · D map 0x1000 rw pfn=7 driver=kvm · D access 0x1000 w · A free pfn=7 · A cb-in kvm range-start 0x1000+1 · A zap 0x1000 · A cb-out kvm range-start 0x1000+1")]
    [InlineData("run · D map 0x1000 rw driver=kvm · D access 0x1000 w · lost 1 · A cb-in kvm range-start 0x1000+1 · A zap 0x1000 · A cb-out kvm range-start 0x1000+1")]
    public void Silent_when_nothing_was_written_the_page_is_gone_or_others_know(string script) => Silent(script);

    [Theory]
    [InlineData("run")]
    [InlineData("run · lost 1")]
    public void Unjudged_when_the_registration_of_a_driver_that_may_pin_its_pages_is_not_shown(string beginning) =>
        Unjudged(beginning + " · D dirty 0x9000 driver=xe · D map 0x1000 rw driver=xe · D access 0x1000 w · A cb-in xe range-start 0x1000+1 · A zap 0x1000 · A cb-out xe range-start 0x1000+1");

    [Fact]
    public void Alone_names_the_lost_write() =>
        Broken(["D19"], RemainsOfRange.RegisteredUnderLock($"{Written} · A cb-in kvm range-start 0x1000+1 · A zap 0x1000 · A device-flush 0x1000+1 · A cb-out kvm range-start 0x1000+1"));
}
