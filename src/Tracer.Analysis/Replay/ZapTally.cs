using Tracer.Events;

namespace Tracer.Analysis;

/// <summary>What a task has zapped, and told of it, in the callback that it entered last.</summary>
public sealed class ZapTally
{
    /// <summary>The call of the callback; of kind None outside any.</summary>
    public VmEvent Entered { get; private set; }

    /// <summary>The first entry zapped that touches the callback's range; of kind None if there is none.</summary>
    public VmEvent Inside { get; private set; }

    /// <summary>The first entry zapped that lies outside the range; of kind None if there is none.</summary>
    public VmEvent Beyond { get; private set; }

    /// <summary>Entries zapped that lie outside the range.</summary>
    public int BeyondCount { get; private set; }

    /// <summary>True if a page was told that the driver's entry was written through.</summary>
    public bool TellsDirty { get; internal set; }

    internal void Begin(in VmEvent entered)
    {
        Entered = entered;
        Inside = Beyond = default;
        BeyondCount = 0;
        TellsDirty = false;
    }

    internal void Add(in VmEvent e)
    {
        if (Entered.Header.Kind == EventKind.None) return;
        ref readonly var callback = ref Entered.As<CallbackEntered>();
        ref readonly var zap = ref e.As<SecondaryUnmapped>();
        if (zap.Driver != callback.Driver || zap.Mm != callback.Mm) return;
        if (callback.Extent.Overlaps(AddressRange.Of(zap.Address, PageSize.Of(zap.Level))))
        {
            if (Inside.Header.Kind == EventKind.None) Inside = e;
        }
        else if (BeyondCount++ == 0)
        {
            Beyond = e;
        }
    }
}
