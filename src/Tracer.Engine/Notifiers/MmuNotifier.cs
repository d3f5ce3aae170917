using Tracer.Engine.Drivers;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Notifiers;

/// <summary>What a driver registers for an address space: callbacks, of which the core calls those that its traits name.</summary>
internal abstract class MmuNotifier(DriverId id, MmId mm, DriverTraits traits, KernelFunction callbacks)
{
    internal DriverId Id => id;

    /// <summary>Its callbacks under this protocol, and how it guards its entries.</summary>
    internal DriverTraits Traits => traits;

    internal bool IsRegistered { get; private set; }

    /// <summary>The core calls a callback, if the driver has it; true if that answers young.</summary>
    internal async Step<bool> Call(ScheduledTask task, CallbackKind kind, AddressRange range, RangeId bracket = default)
    {
        if (!IsRegistered || !kind.IsIn(traits)) return false;
        await task.Point();
        task.Emit(new CallbackEntered { Mm = mm, Start = range.Start, End = range.End, Driver = id, Range = bracket, Callback = kind });
        var young = false;
        using (task.In(callbacks))
        {
            young = await Handle(task, kind, range);
        }

        task.Emit(new CallbackReturned
        {
            Mm = mm,
            Start = range.Start,
            End = range.End,
            Driver = id,
            Range = bracket,
            Callback = kind,
            Result = (short)(young ? 1 : 0),
        });
        return young;
    }

    /// <summary>Its callbacks may be called from here on.</summary>
    internal virtual void Register(ScheduledTask task)
    {
        IsRegistered = true;
        task.Emit(new NotifierRegistered { Mm = mm, Driver = id, Traits = traits, Returned = true });
    }

    internal void Unregister() => IsRegistered = false;

    internal virtual void Reset() => IsRegistered = false;

    /// <summary>The callback itself; true if it answers young.</summary>
    protected abstract Step<bool> Handle(ScheduledTask task, CallbackKind kind, AddressRange range);
}
