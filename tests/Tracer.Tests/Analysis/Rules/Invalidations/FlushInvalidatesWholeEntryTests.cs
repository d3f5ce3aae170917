using Tracer.Analysis;
using Tracer.Testing;

namespace Tracer.Tests.Analysis.Rules.Invalidations;

/// <summary>I12.</summary>
public sealed class FlushInvalidatesWholeEntryTests : RuleTests<FlushInvalidatesWholeEntry>
{
    private const string Short = "I12.short";
    private const string Kernel = "6.12";
    private const string Cleared = "run · A start 0x200000+2M · A lock pml1 · A clear-huge 0x200000";
    private const string Over = "A unlock pml1 · A end 0x200000+2M";

    [Theory]
    [InlineData("A ir 0x200000+2M")]
    [InlineData("A ir all")]
    [InlineData("A ir 0x200000+1M · A ir 0x300000+1M")]
    [InlineData("A ir 0x300000+1M · A ir 0x200000+1M")]
    public void Holds_when_the_whole_entry_is_told(string told)
    {
        Holds($"{Cleared} · {told} · A set-huge 0x200000 pfn=1024 rw · {Over}", Kernel);
        Holds($"{Cleared} · {told} · {Over}", Kernel);
    }

    [Fact]
    public void Holds_of_a_small_entry() =>
        Holds("run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A ir 0x1000+1 · A set 0x1000 pfn=7 rw · A unlock ptl1 · A end 0x1000+1", Kernel);

    [Fact]
    public void Violated_when_copy_on_write_tells_of_one_small_page() =>
        HeldThen(Violated(Short, 5, [4, 5], $"{Cleared} · A ir 0x200000+1 · A set-huge 0x200000 pfn=1024 rw · {Over}", Kernel), [3], [2]);

    [Theory]
    [InlineData("A ir 0x200000+1")]
    [InlineData("A ir 0x2ff000+1")]
    [InlineData("A ir 0x200000+1M · A ir 0x301000+1")]
    public void Violated_when_the_lock_is_dropped_with_a_part_told(string told) => Violated(Short, 5, [4, 5], $"{Cleared} · {told} · {Over}", Kernel);

    [Fact]
    public void Violated_when_what_was_left_is_told_after_the_new_entry() =>
        Violated([5], $"{Cleared} · A ir 0x200000+1 · A set-huge 0x200000 pfn=1024 rw · A ir 0x200000+2M · {Over}", Kernel);

    [Theory]
    [InlineData("wrprotect-huge")]
    [InlineData("migrate-huge")]
    public void Violated_by_every_change_that_a_device_must_hear_of(string store) =>
        Violated(Short, 5, [4, 5], $"run · A start 0x200000+2M · A lock pml1 · A {store} 0x200000 · A ir 0x200000+1 · {Over}", Kernel);

    [Theory]
    [InlineData("A ir 0x400000+1")]
    [InlineData("A ir 0x200000+1 mm=2")]
    [InlineData("B ir 0x200000+1")]
    [InlineData("A flush 0x200000+2M")]
    public void Silent_when_nothing_is_told_of_the_entry(string step) => Silent($"{Cleared} · {step} · {Over}", Kernel);

    [Fact]
    public void Silent_when_the_entry_is_put_back_as_it_was() =>
        Silent($"run · A start 0x200000+2M · A lock pml1 · A clear-huge 0x200000 old=pfn512:rw:huge · A ir 0x200000+1 · A set-huge 0x200000 new=pfn512:rw:huge · {Over}", Kernel);

    [Fact]
    public void Speaks_not_of_kernels_that_call_invalidate_range_beside_the_change() =>
        NotApplicable($"{Cleared} · A ir 0x200000+1 · {Over}", "4.14");

    [Fact]
    public void Alone_names_a_call_that_is_too_short() =>
        Broken(["I12"], $"{Cleared} · A ir 0x200000+1 · A set-huge 0x200000 pfn=1024 rw · {Over}", Kernel);

    [Fact]
    public void Leaves_a_range_in_bytes_to_N07() => Broken(["N07"], $"{Cleared} · A ir 0x200000..0x200200 · {Over}", Kernel);

    [Fact]
    public void Says_what_was_told_and_what_the_entry_spans()
    {
        var report = RuleCheck.Run($"{Cleared} · A ir 0x200000+1 · {Over}", Kernel, "I12");
        var because = new Explainer(report).Because(report.Findings[0]);
        Assert.Contains("of [0x200000, +4K) in this trace", because, StringComparison.Ordinal);
        Assert.Contains("changes [0x200000, +2M)", because, StringComparison.Ordinal);
    }
}
