using Tracer.Engine.Faults;
using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;

namespace Tracer.Engine.Operations;

/// <summary>invalidate_range for an entry that is pointed at a copy: after the clear and before the set, unless a fault is planted.</summary>
internal static class CopyInvalidation
{
    private static readonly PlantedFault[] Elsewhere =
        [InvalidationFaults.InvalidateBeforeClear, InvalidationFaults.InvalidateAfterSet, InvalidationFaults.InvalidateAfterUnlock, InvalidationFaults.InvalidateAfterEnd];

    internal static Step BeforeClear(KernelTask task, Pte pte) => If(task.Machine.Has(InvalidationFaults.InvalidateBeforeClear), task, pte);

    internal static Step AfterClear(KernelTask task, Pte pte) => If(!Array.Exists(Elsewhere, task.Machine.Has), task, pte);

    internal static Step AfterSet(KernelTask task, Pte pte) => If(task.Machine.Has(InvalidationFaults.InvalidateAfterSet), task, pte);

    internal static Step AfterUnlock(KernelTask task, Pte pte) => If(task.Machine.Has(InvalidationFaults.InvalidateAfterUnlock), task, pte);

    internal static Step AfterEnd(KernelTask task, Pte pte) => If(task.Machine.Has(InvalidationFaults.InvalidateAfterEnd), task, pte);

    private static Step If(bool isHere, KernelTask task, Pte pte) =>
        isHere ? pte.Table.Mm.Notifiers.InvalidateRange(task, pte.Extent) : default;
}
