using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Drivers.Invalidation;

/// <summary>D17.</summary>
public sealed class GranulesAreRoundedOutTests : RuleTests<GranulesAreRoundedOut>
{
    private const string Huge = "run · " + RemainsOfRange.Kvm + " · D map 0x200000 level=pmd driver=kvm";
    private const string OverHuge = "run · D register gru traits=range-start+range-end+counts · A set-huge 0x200000 pfn=1024 rw old=none · D map 0x200000 driver=gru · D map 0x205000 · D map 0x206000";

    [Fact]
    public void Holds_when_a_huge_entry_goes_for_one_page_of_it() =>
        Holds($"{Huge} · A cb-in kvm range-start 0x205000+1 · A zap 0x200000 level=pmd · A cb-out kvm range-start 0x205000+1");

    [Fact]
    public void Holds_when_every_small_entry_over_a_huge_page_goes() =>
        Holds($"{OverHuge} · A cb-in gru range-start 0x200000+2M · A zap 0x200000 · A zap 0x205000 · A zap 0x206000 · A cb-out gru range-start 0x200000+2M");

    [Fact]
    public void Violated_when_a_huge_entry_stays_that_the_range_touches() =>
        Violated("D17.in-part", 5, [3, 5], $"{Huge} · A cb-in kvm range-start 0x205000+1 · A cb-out kvm range-start 0x205000+1");

    [Fact]
    public void Violated_when_small_entries_over_a_huge_page_stay() =>
        Violated("D17.sub-entries", 9, [5, 8, 9], $"{OverHuge} · A cb-in gru range-start 0x200000+2M · A zap 0x200000 · A cb-out gru range-start 0x200000+2M");

    [Fact]
    public void Violated_when_other_entries_of_the_range_went() =>
        Violated([7], $"{Huge} · D map 0x400000 · A cb-in kvm range-start 0x3ff000+2 · A zap 0x400000 · A cb-out kvm range-start 0x3ff000+2");

    [Theory]
    [InlineData("A cb-in kvm range-start 0x400000+1 · A cb-out kvm range-start 0x400000+1")]
    [InlineData("A cb-in kvm range-start 0x200000+2M · A cb-out kvm range-start 0x200000+2M")]
    [InlineData("A cb-in kvm range-start 0x205000+1 · lost 1 · A cb-out kvm range-start 0x205000+1")]
    public void Silent_when_the_range_does_not_touch_it_holds_all_of_it_or_was_lost(string steps) => Silent($"{Huge} · {steps}");

    [Fact]
    public void Silent_where_zaps_are_not_shown() =>
        Silent("D map 0x200000 level=pmd driver=kvm · A cb-in kvm range-start 0x205000+1 · A cb-out kvm range-start 0x205000+1");

    [Fact]
    public void Alone_names_small_entries_when_only_the_flush_of_the_head_shows() =>
        Broken(["D17"], RemainsOfRange.RegisteredUnderLock(
            $"{OverHuge.Replace("D map 0x200000 driver=gru · D map 0x205000", "D map 0x205000 driver=gru", StringComparison.Ordinal)} · A cb-in gru range-start 0x200000+2M · A device-flush 0x200000+1 · A cb-out gru range-start 0x200000+2M"));

    [Fact]
    public void Leaves_to_D11_a_second_entry_of_an_address_whose_huge_entry_went() =>
        Broken(["D11"], RemainsOfRange.RegisteredUnderLock(
            $"{Huge} · D map 0x200000 level=pte · A cb-in kvm range-start 0x200000+2M · A zap 0x200000 level=pmd · A cb-out kvm range-start 0x200000+2M"));

    [Fact]
    public void Alone_names_a_huge_entry() => Broken(["D17"], RemainsOfRange.RegisteredUnderLock($"{Huge} · A cb-in kvm range-start 0x205000+1 · A cb-out kvm range-start 0x205000+1"));

    [Fact]
    public void Alone_names_small_entries() =>
        Broken(["D17"], RemainsOfRange.RegisteredUnderLock($"{OverHuge} · A cb-in gru range-start 0x200000+2M · A zap 0x200000 · A cb-out gru range-start 0x200000+2M"));
}
