using Tracer.Engine.Locks;
using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;

namespace Tracer.Engine.Drivers;

/// <summary>A lock of a driver or its device; one that interrupt handlers take too is held with interrupts off.</summary>
internal sealed class DriverLock(KernelLock inner, bool irqSave = false)
{
    internal bool Sleeps => inner.Type.Sleeps();

    internal async Step Acquire(KernelTask task)
    {
        if (irqSave) task.DisableIrqs();
        await inner.Acquire(task);
    }

    internal async Step Release(KernelTask task)
    {
        await inner.Release(task);
        if (irqSave) task.EnableIrqs();
    }

    internal void Reset() => inner.Reset();
}
