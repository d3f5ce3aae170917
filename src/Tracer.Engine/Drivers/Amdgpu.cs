using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Drivers;

/// <summary>AMD's graphics up to 4.14: user memory is taken from the card in range_start, once the card is done with it; no end.</summary>
internal sealed class Amdgpu(Machine machine, DriverId id, AddressSpace mm, DriverTraits traits)
    : StartOnlyMmu(machine, id, mm, traits, amdgpu_mn, amdgpu_ttm_tt_get_user_pages, "amdgpu amn->lock", LockType.Mutex)
{
    private static readonly KernelFunction amdgpu_mn = new(nameof(amdgpu_mn));
    private static readonly KernelFunction amdgpu_ttm_tt_get_user_pages = new(nameof(amdgpu_ttm_tt_get_user_pages));

    internal static Driver Driver { get; } = new(
        "amdgpu",
        "under a mutex, and they wait for the card's fences, so they sleep; nothing keeps a fault from mapping an old page after range_start",
        DriverTraits.RangeStart | DriverTraits.InvalidatePage | DriverTraits.Release | DriverTraits.Sleeps,
        (machine, id, mm, traits) => new Amdgpu(machine, id, mm, traits));

    // Where its lock spins it may not wait for the card.
    protected override async Step Drop(KernelTask task, AddressRange range)
    {
        if (Guard.Sleeps && Entries.Overlaps(range))
        {
            task.Emit(new MightSleep { Reason = SleepReason.Device });
            await task.Point();
        }

        await base.Drop(task, range);
    }
}
