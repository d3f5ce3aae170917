namespace Tracer.Tests.Events;

public sealed class PageEntryFrameTests
{
    [Theory]
    [InlineData(0x80000001476a3867, 0x1476a3)]
    [InlineData(0x40ffffeb895c920, 0x1476a3)] // the same page, made inaccessible by mprotect on 6.12
    [InlineData(0x80000001068008e7, 0x106800)]
    [InlineData(0x800ffffef96008e6, 0x106800)] // as pmdp_invalidate leaves a huge entry on 6.1
    public void The_frame_is_read_from_entries_of_real_kernels(ulong bits, long pfn) =>
        Assert.Equal(new Pfn(pfn), new PageEntry(bits).Pfn);

    [Fact]
    public void The_frame_stays_when_the_present_bit_goes_and_comes()
    {
        var present = PageEntry.Present(new Pfn(0x106800), writable: true);
        var invalidated = present.Without(PageEntry.PresentBit);
        Assert.False(invalidated.IsPresent);
        Assert.Equal(present.Pfn, invalidated.Pfn);
        Assert.Equal(present, invalidated.With(PageEntry.PresentBit));
        Assert.Equal(present.Pfn, present.Without(PageEntry.PresentBit | PageEntry.WritableBit).With(PageEntry.ProtNoneBit).Pfn);
    }

    [Fact]
    public void None_has_no_frame_to_keep() => Assert.Equal(PageEntry.PresentBit, PageEntry.None.With(PageEntry.PresentBit).Bits);
}
