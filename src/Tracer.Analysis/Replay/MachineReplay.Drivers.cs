using System.Runtime.CompilerServices;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

internal sealed partial class MachineReplay
{
    private void ApplyToDriver(TaskState task, in VmEvent e)
    {
        switch (e.Header.Kind)
        {
            case EventKind.SecondaryMapped: Map(task, in e); break;
            case EventKind.SecondaryUnmapped: Unmap(task, in e); break;
            case EventKind.SecondaryAccessed: Access(e.As<SecondaryAccessed>()); break;
            case EventKind.SecondaryFlushed: Flush(task, in e); break;
            case EventKind.SecondaryBound: Bind(in e); break;
            case EventKind.CpuAccessed: Write(e.As<CpuAccessed>()); break;
            case EventKind.DirtyTransferred: Transfer(task, e.As<DirtyTransferred>()); break;

            case EventKind.SecondaryFaultBegan: task.Attempt.Forget(); break;
            case EventKind.SecondaryFaultRetried: Retry(task, e.As<SecondaryFaultRetried>()); break;
            case EventKind.SecondaryFaultEnded: EndFault(task); break;
            case EventKind.InvalidationSampled: Sample(task, in e); break;
            case EventKind.PageLookedUp: LookUp(task, in e); break;
            case EventKind.RetryTested: Test(task, in e); break;
            case EventKind.InvalidationCounted: Count(task, in e); break;
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
        var driver = state.Driver(unmapped.Driver);
        driver.Dirty.Zap(in e, task.Callback.Header.Kind != EventKind.None);
        driver.Mappings.Remove(in unmapped);
        ref var call = ref task.CallOf(unmapped.Driver);
        if (!Unsafe.IsNullRef(ref call)) call.Zap(in e, AddressRange.Of(unmapped.Address, PageSize.Of(unmapped.Level)));
    }

    private void Flush(TaskState task, in VmEvent e)
    {
        task.LastDeviceFlush = e.Header.Sequence;
        ref readonly var flushed = ref e.As<SecondaryFlushed>();
        var driver = state.Driver(flushed.Driver);
        driver.ShowsProtocol = true;
        if (flushed.Extent == AddressRange.Everything) driver.FlushedWhole = e;
        ref var call = ref task.CallOf(flushed.Driver);
        if (!Unsafe.IsNullRef(ref call)) call.Flush(in e, flushed.Extent);
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
        if (counted.Open >= 0) driver.OpenRanges = counted.Open;
        task.Counting.Take(in e, in counted);

        // The count belongs to the bracket whose start callback the driver is in.
        if (counted.Step == CounterStep.CountRaised && task.Brackets is [.., { IsOpen: false } starting]) starting.AddCounted(counted.Driver);
    }

    private static void ReadEntry(TaskState task, in VmEvent e)
    {
        task.Reads.Add(e.As<PteRead>());
        if (task.PageTableLock is null) LookUnlocked(task, in e);
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

    private void Transfer(TaskState task, in DirtyTransferred dirty)
    {
        if (dirty.Driver.Value == 0) return;
        state.Driver(dirty.Driver).Dirty.Tell(in dirty);
        ref var call = ref task.CallOf(dirty.Driver);
        if (!Unsafe.IsNullRef(ref call)) call.TellsDirty = true;
    }

    private void Bind(in VmEvent e)
    {
        var driver = state.Driver(e.As<SecondaryBound>().Driver);
        driver.ShowsProtocol = true;
        driver.Binding = e;
    }

    private static void EndFault(TaskState task)
    {
        task.Attempt.Forget();
        task.Retries = default;
    }

    private void EnterCallback(TaskState task, in VmEvent e)
    {
        ref readonly var entered = ref e.As<CallbackEntered>();
        Notice(entered.Mm);
        if (!state.IsExact) state.Driver(entered.Driver).Traits |= TraitOf(entered.Callback);
        if (entered.Callback == CallbackKind.RangeEnd) task.Counting.Begin(entered.Driver, in e);
        task.EnterCallback(in e);
    }

    private void LeaveCallback(TaskState task, in VmEvent e)
    {
        ref readonly var returned = ref e.As<CallbackReturned>();
        var driver = state.Driver(returned.Driver);
        JudgeInvalidation(task, driver, in returned);
        if (returned.Callback == CallbackKind.Release) driver.Released = e;
        if (returned.Callback is CallbackKind.RangeStart or CallbackKind.RangeEnd) driver.KnowsGuards = true;
        task.LeaveCallback(returned.Callback, returned.Driver);
        driver.Dirty.Return(e.Header.Task);
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
        CallbackKind.InvalidateHugepage => DriverTraits.InvalidateHugepage,
        _ => DriverTraits.Ageing,
    };
}
