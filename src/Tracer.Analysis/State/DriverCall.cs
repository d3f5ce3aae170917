namespace Tracer.Analysis.State;

/// <summary>A callback that a task is in, and what the driver has done in it so far.</summary>
public sealed class DriverCall : Entity
{
    /// <summary>The <see cref="CallbackEntered"/> event.</summary>
    public VmEvent Entered { get; private set; }

    public CallbackKind Callback => Entered.As<CallbackEntered>().Callback;

    public DriverId Driver => Entered.As<CallbackEntered>().Driver;

    /// <summary>The first entry that it zapped; of kind None if none.</summary>
    public VmEvent FirstZap { get; private set; }

    /// <summary>The last entry that it zapped; of kind None if none.</summary>
    public VmEvent LastZap { get; private set; }

    /// <summary>The first entry that it zapped and that touches the callback's range; of kind None if none.</summary>
    public VmEvent Inside { get; private set; }

    /// <summary>The first entry that it zapped outside the range; of kind None if none.</summary>
    public VmEvent Beyond { get; private set; }

    /// <summary>Entries that it zapped outside the range.</summary>
    public int BeyondCount { get; private set; }

    /// <summary>True if it told a page that it was written through an entry.</summary>
    public bool TellsDirty { get; internal set; }

    /// <summary>What it zapped and has not flushed since; empty if nothing.</summary>
    public AddressRange Unflushed { get; private set; }

    /// <summary>What its device has flushed of the callback's range, from the lowest address to the highest; empty if nothing.</summary>
    public AddressRange Flushed { get; private set; }

    /// <summary>The first flush of any of the range; of kind None if there was none.</summary>
    public VmEvent FirstFlush { get; private set; }

    /// <summary>True if it went through some of the range: it zapped or flushed there, and did not flush all of it.</summary>
    public bool IsBegun => Inside.Header.Kind != EventKind.None || !Flushed.IsEmpty && Flushed != Entered.As<CallbackEntered>().Extent;

    /// <summary>The last entry or page that it looked at with no page-table lock held; of kind None if none.</summary>
    public VmEvent UnlockedLook { get; internal set; }

    internal void Enter(in VmEvent entered)
    {
        Entered = entered;
        FirstZap = LastZap = Inside = Beyond = FirstFlush = UnlockedLook = default;
        BeyondCount = 0;
        TellsDirty = false;
        Unflushed = Flushed = default;
        Expire();
    }

    internal void Zap(in VmEvent e, AddressRange extent)
    {
        if (FirstZap.Header.Kind == EventKind.None) FirstZap = e;
        LastZap = e;
        if (!Entered.As<CallbackEntered>().Extent.Overlaps(extent))
        {
            if (BeyondCount++ == 0) Beyond = e;
        }
        else if (Inside.Header.Kind == EventKind.None)
        {
            Inside = e;
        }

        Unflushed = Spanning(Unflushed, extent);
    }

    // A driver may flush page by page, in either direction.
    internal void Flush(in VmEvent e, AddressRange extent)
    {
        var range = Entered.As<CallbackEntered>().Extent;
        if (range.Overlaps(extent))
        {
            if (Flushed.IsEmpty) FirstFlush = e;
            Flushed = Spanning(Flushed, new AddressRange(extent.Start < range.Start ? range.Start : extent.Start, extent.End > range.End ? range.End : extent.End));
        }

        if (extent.Contains(Unflushed)) Unflushed = default;
        else if (extent.Contains(Unflushed.Start)) Unflushed = Unflushed with { Start = extent.End };
        else if (extent.Start < Unflushed.End && Unflushed.End <= extent.End) Unflushed = Unflushed with { End = extent.Start };
    }

    private static AddressRange Spanning(AddressRange known, AddressRange more) => known.IsEmpty ? more
        : new AddressRange(more.Start < known.Start ? more.Start : known.Start, more.End > known.End ? more.End : known.End);
}
