using Tracer.Engine.Memory;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Drivers;

/// <summary>SCIF of Intel's many-core cards: range_start drops the cached windows, range_end is there and does nothing; pages stay pinned until DMA is done.</summary>
internal sealed class Scif(Machine machine, DriverId id, AddressSpace mm, DriverTraits traits)
    : PinningMmu(machine, id, mm, traits, scif_mmu_notifier, scif_pin_pages, scif_rma_destroy_tcw_invalid, "scif tc_lock", irqSave: false)
{
    private static readonly KernelFunction scif_mmu_notifier = new(nameof(scif_mmu_notifier));
    private static readonly KernelFunction scif_pin_pages = new(nameof(scif_pin_pages));
    private static readonly KernelFunction scif_rma_destroy_tcw_invalid = new(nameof(scif_rma_destroy_tcw_invalid));

    internal static Driver Driver { get; } = new(
        "scif",
        "under a spin lock; range_end does nothing; pages stay pinned until a worker finds their DMA done",
        DriverTraits.RangeStart | DriverTraits.RangeEnd | DriverTraits.InvalidatePage | DriverTraits.Release | DriverTraits.PinsPages,
        (machine, id, mm, traits) => new Scif(machine, id, mm, traits));
}
