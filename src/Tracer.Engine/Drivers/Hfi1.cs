namespace Tracer.Engine;

/// <summary>Intel's Omni-Path: range_start moves pinned buffers to a list, a worker unpins them later; no end, and no release.</summary>
internal sealed class Hfi1(Machine machine, DriverId id, AddressSpace mm, DriverTraits traits)
    : PinningMmu(machine, id, mm, traits, KernelFunction.mmu_notifier_mem_invalidate, KernelFunction.hfi1_mmu_rb_insert, KernelFunction.handle_remove, "hfi1 handler->lock", irqSave: true)
{
    internal static Driver Driver { get; } = new(
        "hfi1",
        "under a spin lock with interrupts off; removal is left to a worker, and pages stay pinned until then",
        DriverTraits.RangeStart | DriverTraits.InvalidatePage | DriverTraits.PinsPages,
        (machine, id, mm, traits) => new Hfi1(machine, id, mm, traits));
}
