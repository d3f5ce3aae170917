namespace Tracer.Tests.Events;

/// <summary>The literals are entries that real kernels (6.1, 6.12) stored.</summary>
public sealed class PageEntryTests
{
    [Fact]
    public void A_present_entry_of_a_kernel_trace_reads_as_its_bits_say()
    {
        var entry = new PageEntry(0x8000_0001_3feb_3845);
        Assert.True(entry.IsPresent);
        Assert.True(entry.IsDirty);
        Assert.False(entry.IsAccessed);
        Assert.False(entry.IsWritable);
        Assert.False(entry.IsSwap);
        Assert.Equal(new Pfn(0x13feb3), entry.Pfn);
    }

    // Soft-dirty and exclusive are bits 1 and 3; the kernel stored consecutive slots as …ffe0a, …ffc0a, …ffa0a.
    [Theory]
    [InlineData(0x07ff_ffff_ff7f_fe0a, 0x4000)]
    [InlineData(0x07ff_ffff_ff7f_fc0a, 0x4001)]
    [InlineData(0x07ff_ffff_ff7f_fa0a, 0x4002)]
    public void A_swap_entry_is_encoded_as_the_kernel_does(ulong stored, long offset)
    {
        Assert.Equal(stored, PageEntry.Swap(0, offset).Bits | 0xa);
        Assert.Equal(offset, new PageEntry(stored).SwapOffset);
        Assert.True(new PageEntry(stored).IsSwap);
        Assert.False(new PageEntry(stored).IsPresent);
        Assert.False(new PageEntry(stored).IsMigration);
    }

    // make_device_exclusive replaced 0x8000000101225867 by this: type 29, and the frame as its offset.
    [Fact]
    public void A_special_entry_carries_its_frame_as_offset() =>
        Assert.Equal(0xefff_ffff_dfdb_b402UL, PageEntry.Swap(29, 0x101225).Bits | 2);

    // remove_migration_pte replaced it.
    [Fact]
    public void A_migration_entry_of_a_kernel_trace_is_one() => Assert.True(new PageEntry(0xc7ff_ffe0_6000_0e02).IsMigration);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_migration_entry_is_a_swap_entry_and_neither_none_nor_present(bool writable)
    {
        var entry = PageEntry.Migration(new Pfn(0x106fff), writable);
        Assert.True(entry.IsMigration);
        Assert.Equal(0x106fff, entry.SwapOffset);
        Assert.True(entry.IsSwap);
        Assert.False(entry.IsPresent);
        Assert.False(entry.IsNone);
    }

    // pmdp_invalidate stored the first for the second: not present, size bit kept, frame inverted.
    [Fact]
    public void An_invalidated_huge_entry_keeps_its_frame()
    {
        var (before, after) = (new PageEntry(0x8000_0001_06e0_08e5), new PageEntry(0x800f_fffe_f900_08e4));
        Assert.Equal(after, before.Without(PageEntry.PresentBit));
        Assert.Equal(before, after.With(PageEntry.PresentBit));
        Assert.Equal(new Pfn(0x106e00), after.Pfn);
        Assert.False(after.IsPresent);
        Assert.False(after.IsSwap);
    }

    [Fact]
    public void A_protnone_entry_is_present_and_keeps_its_frame()
    {
        var entry = new PageEntry(0x000f_fffe_fe9b_b960);
        Assert.True(entry.IsPresent);
        Assert.Equal(new Pfn(0x101644), entry.Pfn);
        Assert.Equal(entry.Pfn, entry.Without(PageEntry.AccessedBit).Pfn);
        Assert.Equal(0x000f_fffe_fe9b_b940UL, entry.Without(PageEntry.AccessedBit).Bits);
    }

    [Fact]
    public void None_is_only_zero()
    {
        Assert.True(PageEntry.None.IsNone);
        Assert.False(PageEntry.None.IsSwap);
        Assert.False(PageEntry.None.IsPresent);
        Assert.False(PageEntry.Swap(0, 0).IsNone);
    }

    [Fact]
    public void Flags_change_no_frame()
    {
        var entry = PageEntry.Present(new Pfn(0xabcde), writable: true, dirty: true);
        Assert.Equal(entry, entry.Without(PageEntry.WritableBit).With(PageEntry.WritableBit));
        Assert.Equal(entry.Pfn, entry.Without(PageEntry.WritableBit | PageEntry.AccessedBit).Pfn);
        Assert.True(PageEntry.Present(new Pfn(0x200), writable: true, huge: true).IsLeafAt(TableLevel.Pmd));
        Assert.False(PageEntry.Table(new Pfn(9)).IsLeafAt(TableLevel.Pmd));
        Assert.True(entry.IsLeafAt(TableLevel.Pte));
    }
}
