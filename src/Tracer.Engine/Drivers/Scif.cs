namespace Tracer.Engine;

/// <summary>SCIF of Intel's many-core cards: range_start drops the cached windows, range_end is there and does nothing; pages stay pinned until DMA is done.</summary>
internal sealed class Scif(Machine machine, DriverId id, AddressSpace mm, DriverTraits traits)
    : PinningMmu(machine, id, mm, traits, KernelFunction.scif_mmu_notifier, KernelFunction.scif_pin_pages, KernelFunction.scif_rma_destroy_tcw_invalid, "scif tc_lock", irqSave: false)
{
    internal static Driver Driver { get; } = new(
        "scif",
        "under a spin lock; range_end does nothing; pages stay pinned until a worker finds their DMA done",
        DriverTraits.RangeStart | DriverTraits.RangeEnd | DriverTraits.InvalidatePage | DriverTraits.Release | DriverTraits.PinsPages,
        (machine, id, mm, traits) => new Scif(machine, id, mm, traits));
}
