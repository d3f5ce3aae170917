using Tracer.Analysis.Replay;

namespace Tracer.Charts.Building;

/// <summary>Which events open and close what lasts, and what pairs them.</summary>
internal readonly record struct SpanOpening(SpanKind Kind, TaskId Task, ulong First, ulong Second = 0, ulong Third = 0)
{
    /// <summary>What <paramref name="e"/> opens; false if nothing.</summary>
    public static bool TryOpen(in VmEvent e, out SpanOpening opening)
    {
        opening = e.Header.Kind switch
        {
            EventKind.OperationBegan => new(SpanKind.Operation, e.Header.Task, 0),
            EventKind.LockAcquired => new(Of(e.As<LockAcquired>().Class), e.Header.Task, (ulong)e.As<LockAcquired>().Lock.Value),
            EventKind.AtomicEntered => new(SpanKind.AtomicSection, e.Header.Task, (ulong)e.As<AtomicEntered>().Section),
            EventKind.RangeStartReturned when e.As<RangeStartReturned>().Result == 0 => Bracket(in e, e.As<RangeStartReturned>().Mm, e.As<RangeStartReturned>().Extent),
            EventKind.CallbackEntered => new(SpanKind.Callback, e.Header.Task, (ulong)e.As<CallbackEntered>().Driver.Value, (ulong)e.As<CallbackEntered>().Callback),
            EventKind.SecondaryFaultBegan => Fault(in e, e.As<SecondaryFaultBegan>().Driver, e.As<SecondaryFaultBegan>().Address),
            _ => default,
        };
        return opening != default;
    }

    /// <summary>What <paramref name="e"/> closes; false if nothing.</summary>
    public static bool TryClose(in VmEvent e, out SpanOpening opening)
    {
        opening = e.Header.Kind switch
        {
            EventKind.OperationEnded => new(SpanKind.Operation, e.Header.Task, 0),
            EventKind.LockReleased => new(Of(e.As<LockReleased>().Class), e.Header.Task, (ulong)e.As<LockReleased>().Lock.Value),
            EventKind.AtomicLeft => new(SpanKind.AtomicSection, e.Header.Task, (ulong)e.As<AtomicLeft>().Section),
            EventKind.RangeEndEntered => Bracket(in e, e.As<RangeEndEntered>().Mm, e.As<RangeEndEntered>().Extent),
            EventKind.CallbackReturned => new(SpanKind.Callback, e.Header.Task, (ulong)e.As<CallbackReturned>().Driver.Value, (ulong)e.As<CallbackReturned>().Callback),
            EventKind.SecondaryFaultEnded => Fault(in e, e.As<SecondaryFaultEnded>().Driver, e.As<SecondaryFaultEnded>().Address),
            _ => default,
        };
        return opening != default;
    }

    private static SpanKind Of(LockClass lockClass) => lockClass is LockClass.PageTable or LockClass.MmPageTable ? SpanKind.PageTableLock : SpanKind.Lock;

    private static SpanOpening Bracket(in VmEvent e, MmId mm, AddressRange extent) =>
        new(SpanKind.Bracket, e.Header.Task, (ulong)mm.Value, extent.Start.Value, extent.End.Value);

    private static SpanOpening Fault(in VmEvent e, DriverId driver, VirtualAddress address) =>
        new(SpanKind.DeviceFault, e.Header.Task, (ulong)driver.Value, address.Value);
}
