using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>Secondary MMUs: what they map, zap, flush, and the steps of the protocol that keeps a fault and an invalidation apart.</summary>
internal sealed class DriverReplay(MachineState state, Spans spans)
{
    public void Map(TaskState task, in VmEvent e)
    {
        ref readonly var mapped = ref e.As<SecondaryMapped>();
        state.Notice(mapped.Mm);
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

    public void Unmap(TaskState task, in VmEvent e)
    {
        ref readonly var unmapped = ref e.As<SecondaryUnmapped>();
        var driver = state.Driver(unmapped.Driver);
        driver.Dirty.Zap(in e, task.Callback.Header.Kind != EventKind.None);
        driver.Mappings.Remove(in unmapped);
        var call = task.CallOf(unmapped.Driver);
        if (call is not null) call.Zap(in e, AddressRange.Of(unmapped.Address, PageSize.Of(unmapped.Level)));
    }

    public void Flush(TaskState task, in VmEvent e)
    {
        task.LastDeviceFlush = e.Header.Sequence;
        ref readonly var flushed = ref e.As<SecondaryFlushed>();
        var driver = state.Driver(flushed.Driver);
        driver.ShowsProtocol = true;
        if (flushed.Extent == AddressRange.Everything) driver.FlushedWhole = e;
        var call = task.CallOf(flushed.Driver);
        if (call is not null) call.Flush(in e, flushed.Extent);
    }

    public void Sample(TaskState task, in VmEvent e)
    {
        ref readonly var sampled = ref e.As<InvalidationSampled>();
        state.Driver(sampled.Driver).ShowsProtocol = true;
        task.Attempt.Take(in e, in sampled);
    }

    public void LookUp(TaskState task, in VmEvent e)
    {
        ref readonly var lookedUp = ref e.As<PageLookedUp>();
        state.Driver(lookedUp.Driver).ShowsProtocol = true;
        task.Attempt.Take(in e, in lookedUp);
        if (task.PageTableLock is null) LookUnlocked(task, in e);
    }

    public void Test(TaskState task, in VmEvent e)
    {
        ref readonly var tested = ref e.As<RetryTested>();
        state.Driver(tested.Driver).ShowsProtocol = true;
        task.Attempt.Take(in e, in tested);
    }

    public void Count(TaskState task, in VmEvent e)
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

    public static void ReadEntry(TaskState task, in VmEvent e)
    {
        task.Reads.Add(e.As<PteRead>());
        if (task.PageTableLock is null) LookUnlocked(task, in e);
    }

    private static void LookUnlocked(TaskState task, in VmEvent look)
    {
        if (task.Callbacks.Length == 0) return;
        task.Callbacks[^1].UnlockedLook = look;
    }

    // Faults and invalidations of a driver exclude each other by a lock that its start and end take too.
    public static void NoteGuard(MachineState state, TaskState task, in Held held)
    {
        if (task.Callbacks is [.., { Callback: CallbackKind.RangeStart or CallbackKind.RangeEnd } call] && !held.IsPageTableLock)
            state.Driver(call.Driver).AddGuard(in held);
    }

    public void Transfer(TaskState task, in VmEvent e)
    {
        ref readonly var dirty = ref e.As<DirtyTransferred>();
        if (dirty.Driver.Value == 0) return;
        state.Driver(dirty.Driver).Dirty.Tell(in dirty);
        var call = task.CallOf(dirty.Driver);
        if (call is not null) call.TellsDirty = true;
    }

    public void Bind(TaskState task, in VmEvent e)
    {
        var driver = state.Driver(e.As<SecondaryBound>().Driver);
        driver.ShowsProtocol = true;
        driver.Binding = e;
    }

    public void EndFault(TaskState task, in VmEvent e)
    {
        if (task.DeviceFault.Header.Kind != EventKind.None) spans.End(SpanKind.DeviceFault, task.DeviceFault, in e, SpanEnd.Paired);
        else if (!state.IsExact) spans.EndOfUnseen(SpanKind.DeviceFault, in e);
        task.DeviceFault = default;
        task.Attempt.Forget();
        task.Retries = default;
    }

    public void BeginFault(TaskState task, in VmEvent e)
    {
        if (task.DeviceFault.Header.Kind != EventKind.None) spans.End(SpanKind.DeviceFault, task.DeviceFault, in e, SpanEnd.GivenUp);
        task.DeviceFault = e;
        task.Attempt.Forget();
    }
}
