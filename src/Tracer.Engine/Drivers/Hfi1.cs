using Tracer.Engine.Memory;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Drivers;

/// <summary>Intel's Omni-Path: range_start moves pinned buffers to a list, a worker unpins them later; no end, and no release.</summary>
internal sealed class Hfi1(Machine machine, DriverId id, AddressSpace mm, DriverTraits traits)
    : PinningMmu(machine, id, mm, traits, mmu_notifier_mem_invalidate, hfi1_mmu_rb_insert, handle_remove, "hfi1 handler->lock", irqSave: true)
{
    private static readonly KernelFunction mmu_notifier_mem_invalidate = new(nameof(mmu_notifier_mem_invalidate));
    private static readonly KernelFunction hfi1_mmu_rb_insert = new(nameof(hfi1_mmu_rb_insert));
    private static readonly KernelFunction handle_remove = new(nameof(handle_remove));

    internal static Driver Driver { get; } = new(
        "hfi1",
        "under a spin lock with interrupts off; removal is left to a worker, and pages stay pinned until then",
        DriverTraits.RangeStart | DriverTraits.InvalidatePage | DriverTraits.PinsPages,
        (machine, id, mm, traits) => new Hfi1(machine, id, mm, traits));
}
