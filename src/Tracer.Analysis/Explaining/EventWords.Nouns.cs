namespace Tracer.Analysis.Explaining;

// What an event opens or ends, as a thing that lasts.
public sealed partial class EventWords
{
    /// <summary>What lasts from this event on, or up to it: <c>ptl 0x9a8 (spin)</c>, <c>bracket [0x1000, +4K)</c>, <c>kvm range_start</c>; the clause if nothing does.</summary>
    public string Noun(in VmEvent e) => e.Header.Kind switch
    {
        EventKind.LockAcquired => WithMode(in e.As<LockAcquired>()),
        EventKind.AtomicEntered => Section(e.As<AtomicEntered>().Section),
        EventKind.RangeStartReturned => $"bracket {e.As<RangeStartReturned>().Extent}",
        EventKind.CallbackEntered => $"{names.Of(e.As<CallbackEntered>().Driver)} {Callback(e.As<CallbackEntered>().Callback)}",
        EventKind.SecondaryFaultBegan => $"{names.Of(e.As<SecondaryFaultBegan>().Driver)} fault",
        EventKind.OperationBegan => names.Of(e.As<OperationBegan>().Operation),
        EventKind.LockReleased => Lock(e.As<LockReleased>().Lock, e.As<LockReleased>().Class),
        EventKind.AtomicLeft => Section(e.As<AtomicLeft>().Section),
        EventKind.RangeEndEntered => $"bracket {e.As<RangeEndEntered>().Extent}",
        EventKind.CallbackReturned => $"{names.Of(e.As<CallbackReturned>().Driver)} {Callback(e.As<CallbackReturned>().Callback)}",
        EventKind.SecondaryFaultEnded => $"{names.Of(e.As<SecondaryFaultEnded>().Driver)} fault",
        _ => Clause(in e),
    };
}
