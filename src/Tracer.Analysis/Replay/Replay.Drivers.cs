using System.Runtime.CompilerServices;
using Tracer.Events;

namespace Tracer.Analysis;

internal sealed partial class Replay
{
    private void ApplyToDriver(TaskState task, in VmEvent e)
    {
        switch (e.Header.Kind)
        {
            case EventKind.SecondaryMapped: Map(task, in e); break;
            case EventKind.SecondaryUnmapped: Unmap(task, in e); break;
            case EventKind.SecondaryFlushed: Flush(task, e.As<SecondaryFlushed>()); break;
            case EventKind.SecondaryBound: state.Driver(e.As<SecondaryBound>().Driver).ShowsProtocol = true; break;

            case EventKind.SecondaryFaultBegan:
            case EventKind.SecondaryFaultRetried:
            case EventKind.SecondaryFaultEnded: task.Attempt.Forget(); break;
            case EventKind.InvalidationSampled: Sample(task, in e); break;
            case EventKind.PageLookedUp: LookUp(task, in e); break;
            case EventKind.RetryTested: Test(task, in e); break;
            case EventKind.InvalidationCounted: Count(task, in e); break;

            case EventKind.PteRead when task.PageTableLock is null: LookUnlocked(task, in e); break;
            default: break;
        }
    }

    private void Map(TaskState task, in VmEvent e)
    {
        ref readonly var mapped = ref e.As<SecondaryMapped>();
        Notice(mapped.Mm);
        state.Driver(mapped.Driver).Mappings.Add(in mapped);
        if (!state.IsExact) Reuse(mapped.Pfn, PageSize.Of(mapped.Level) / PageSize.Small);
        if (task.Attempt.IsFor(in mapped)) task.Attempt.Forget();
    }

    // No kernel trace shows a page being handed out, so one that was freed and is mapped has been.
    private void Reuse(Pfn first, ulong frames)
    {
        for (var i = 0; i < (int)frames; i++)
            if (state.Frame(new Pfn(first.Value + i)) is { IsFree: true } frame) state.SetFrame(new Pfn(first.Value + i), frame with { Freed = default });
    }

    private void Unmap(TaskState task, in VmEvent e)
    {
        ref readonly var unmapped = ref e.As<SecondaryUnmapped>();
        state.Driver(unmapped.Driver).Mappings.Remove(in unmapped);
        ref var call = ref task.CallOf(unmapped.Driver);
        if (!Unsafe.IsNullRef(ref call)) call.Zap(in e, AddressRange.Of(unmapped.Address, PageSize.Of(unmapped.Level)));
    }

    private void Flush(TaskState task, in SecondaryFlushed flushed)
    {
        state.Driver(flushed.Driver).ShowsProtocol = true;
        ref var call = ref task.CallOf(flushed.Driver);
        if (!Unsafe.IsNullRef(ref call)) call.Flush(flushed.Extent);
    }

    private void Sample(TaskState task, in VmEvent e)
    {
        ref readonly var sampled = ref e.As<InvalidationSampled>();
        state.Driver(sampled.Driver).ShowsProtocol = true;
        task.Attempt.Take(in e, in sampled);
    }

    private void LookUp(TaskState task, in VmEvent e)
    {
        ref readonly var lookedUp = ref e.As<PageLookedUp>();
        state.Driver(lookedUp.Driver).ShowsProtocol = true;
        task.Attempt.Take(in e, in lookedUp);
        if (task.PageTableLock is null) LookUnlocked(task, in e);
    }

    private void Test(TaskState task, in VmEvent e)
    {
        ref readonly var tested = ref e.As<RetryTested>();
        state.Driver(tested.Driver).ShowsProtocol = true;
        task.Attempt.Take(in e, in tested);
    }

    private void Count(TaskState task, in VmEvent e)
    {
        ref readonly var counted = ref e.As<InvalidationCounted>();
        var driver = state.Driver(counted.Driver);
        driver.ShowsProtocol = true;
        driver.Count(in e);
        task.Counting.Take(in e, in counted);
    }

    private static void LookUnlocked(TaskState task, in VmEvent look)
    {
        if (task.Callbacks.Length == 0) return;
        ref var call = ref task.CallOf(task.Callbacks[^1].Driver);
        call.UnlockedLook = look;
    }

    // Faults and invalidations of a driver exclude each other by a lock that its start and end take too.
    private void NoteGuard(TaskState task, in Held held)
    {
        if (task.Callbacks is [.., { Callback: CallbackKind.RangeStart or CallbackKind.RangeEnd } call] && !held.IsPageTableLock)
            state.Driver(call.Driver).AddGuard(in held);
    }

    // Who no longer hears of an address space maps nothing of it: what a trace did not show being zapped went with the driver's tables.
    private void Unregister(in NotifierUnregistered unregistered) =>
        state.Driver(unregistered.Driver).Mappings.RemoveAll(unregistered.Mm);

    private void Register(in VmEvent e)
    {
        ref readonly var registered = ref e.As<NotifierRegistered>();
        var driver = state.Driver(registered.Driver);
        if (registered.Traits != DriverTraits.None) driver.Traits = registered.Traits;
        driver.Registered = e;
        Notice(registered.Mm);
    }

    private void EnterCallback(TaskState task, in VmEvent e)
    {
        ref readonly var entered = ref e.As<CallbackEntered>();
        Notice(entered.Mm);
        if (!state.IsExact) state.Driver(entered.Driver).Traits |= TraitOf(entered.Callback);
        if (entered.Callback == CallbackKind.RangeEnd) task.Counting.Begin(entered.Driver, in e);
        task.EnterCallback(in e);
    }

    // A callback that was called is one that the driver has; a kernel trace tells no more of it.
    private static DriverTraits TraitOf(CallbackKind callback) => callback switch
    {
        CallbackKind.RangeStart => DriverTraits.RangeStart,
        CallbackKind.RangeEnd => DriverTraits.RangeEnd,
        CallbackKind.InvalidateRange => DriverTraits.InvalidateRange,
        CallbackKind.InvalidatePage => DriverTraits.InvalidatePage,
        CallbackKind.ChangePte => DriverTraits.ChangePte,
        CallbackKind.Release => DriverTraits.Release,
        _ => DriverTraits.Ageing,
    };
}
