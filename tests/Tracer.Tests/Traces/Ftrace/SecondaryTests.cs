namespace Tracer.Tests.Traces.Ftrace;

/// <summary>KVM's own entries, where the workload has told which guest frame lies at which address.</summary>
public sealed class SecondaryTests
{
    private const string Head = "             mmw-96      [000] .....    38.718906: ";
    private const string Fault = Head + "page_fault_user: address=0x1000 ip=0x1000 error_code=0x14";
    private const string Locked = Head + "mmap_lock_acquire_returned: mm=ffff88810004a580 memcg_path= write=false success=true";
    private const string Served = Head + "handle_mm_fault: (handle_mm_fault+0x4/0x2d0) vma=0xffff888141c7a240 mm=0xffff88810004a580 addr=0x1000 flags=0x1354";
    private const string Slots = Head + "tracing_mark_write: mmw memslots slot0 gpa=0 hva=0x7f21ed1cd000 len=0x10000 slot1 gpa=0x10000000 hva=0x7f21ed200000 len=0x40000";

    [Fact]
    public void An_entry_maps_the_address_that_its_guest_frame_lies_at()
    {
        var mapped = KernelText.Of(Fault, Locked, Slots, Stored("gfn 10002 level 1 old_spte 0 new_spte 1016cee67")).Only<SecondaryMapped>();
        Assert.Equal(0x7f21ed202000u, mapped.Address.Value);
        Assert.Equal(0x1016ce, mapped.Pfn.Value);
        Assert.Equal(TableLevel.Pte, mapped.Level);
        Assert.True(mapped.Writable);
        Assert.NotEqual(0, mapped.Mm.Value);
    }

    [Fact]
    public void Both_slots_of_a_line_are_known() =>
        Assert.Equal(0x7f21ed1cd000u, KernelText.Of(Fault, Locked, Slots, Stored("gfn 0 level 1 old_spte 0 new_spte 1016cee67")).Only<SecondaryMapped>().Address.Value);

    // Since 6.4 a fault takes the lock of its VMA, and mmap_lock only where it cannot.
    [Fact]
    public void Whose_memory_it_is_a_fault_tells_under_the_lock_of_its_vma() =>
        Assert.Equal(0x7f21ed202000u, KernelText.Of(Fault, Served, Slots, Stored("gfn 10002 level 1 old_spte 0 new_spte 1016cee67")).Only<SecondaryMapped>().Address.Value);

    [Fact]
    public void Pages_that_a_syscall_faults_in_do_not_tell_whose_memory_it_is() =>
        Assert.Empty(KernelText.Of(Served, Slots, Stored("gfn 10002 level 1 old_spte 0 new_spte 1016cee67")).All<SecondaryMapped>());

    [Theory]
    [InlineData("gfn 10002 level 2 old_spte 0 new_spte 105ef6827")]
    [InlineData("gfn 10002 level 1 old_spte 1016cee67 new_spte 0")]
    [InlineData("gfn 10002 level 1 old_spte 1016cee67 new_spte 8000000000000000")]
    [InlineData("gfn 10002 level 1 old_spte 1016cee67 new_spte 1016cee47")]
    [InlineData("gfn 10002 level 1 old_spte 1016cee67 new_spte 1016cee65")]
    [InlineData("gfn 20000 level 1 old_spte 0 new_spte 1016cee67")]
    public void Tables_zaps_bits_that_go_and_frames_of_no_slot_map_nothing(string entry) =>
        Assert.Empty(KernelText.Of(Fault, Locked, Slots, Stored(entry)).All<SecondaryMapped>());

    [Fact]
    public void Without_the_guest_memory_an_entry_says_nothing() =>
        Assert.Empty(KernelText.Of(Fault, Locked, Stored("gfn 10002 level 1 old_spte 0 new_spte 1016cee67")).All<SecondaryMapped>());

    private static string Stored(string entry) => Head + "kvm_tdp_mmu_spte_changed: as id 0 " + entry;
}
