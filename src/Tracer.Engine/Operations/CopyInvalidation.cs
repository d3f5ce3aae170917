namespace Tracer.Engine;

/// <summary>invalidate_range for an entry that is pointed at a copy: after the clear and before the set, unless a fault is planted.</summary>
internal static class CopyInvalidation
{
    internal static async Step BeforeClear(KernelTask task, Pte pte)
    {
        if (task.Machine.Has(InvalidateBeforeClear.Fault)) await Invalidate(task, pte);
    }

    internal static async Step AfterClear(KernelTask task, Pte pte)
    {
        if (!task.Machine.Has(InvalidateBeforeClear.Fault) && !task.Machine.Has(InvalidateAfterUnlock.Fault)) await Invalidate(task, pte);
    }

    internal static async Step AfterUnlock(KernelTask task, Pte pte)
    {
        if (task.Machine.Has(InvalidateAfterUnlock.Fault)) await Invalidate(task, pte);
    }

    private static Step Invalidate(KernelTask task, Pte pte) => pte.Table.Mm.Notifiers.InvalidateRange(task, pte.Extent);
}
