namespace Tracer.Analysis.Explaining;

// What an event opens, as a thing that lasts.
public sealed partial class EventWords
{
    /// <summary>What lasts from this event on: <c>ptl 0x9a8 (spin)</c>, <c>bracket [0x1000, +4K)</c>, <c>kvm range_start</c>; the clause if nothing does.</summary>
    public string Noun(in VmEvent opening) => opening.Header.Kind switch
    {
        EventKind.LockAcquired => WithMode(in opening.As<LockAcquired>()),
        EventKind.AtomicEntered => Section(opening.As<AtomicEntered>().Section),
        EventKind.RangeStartReturned => $"bracket {opening.As<RangeStartReturned>().Extent}",
        EventKind.CallbackEntered => $"{names.Of(opening.As<CallbackEntered>().Driver)} {Callback(opening.As<CallbackEntered>().Callback)}",
        EventKind.SecondaryFaultBegan => $"{names.Of(opening.As<SecondaryFaultBegan>().Driver)} fault",
        EventKind.OperationBegan => names.Of(opening.As<OperationBegan>().Operation),
        _ => Clause(in opening),
    };
}
