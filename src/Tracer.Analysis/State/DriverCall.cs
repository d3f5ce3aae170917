namespace Tracer.Analysis.State;

/// <summary>A callback that a task is in.</summary>
public sealed class DriverCall : Entity
{
    /// <summary>Why nothing is said of a callback that may have gone on behind its <see cref="CallbackReturned"/>.</summary>
    public const string ReturnNotShown = "the trace does not show where the callback returns";

    /// <summary>The <see cref="CallbackEntered"/> event.</summary>
    public VmEvent Entered { get; private set; }

    public CallbackKind Callback => Entered.As<CallbackEntered>().Callback;

    public DriverId Driver => Entered.As<CallbackEntered>().Driver;

    /// <summary>What the callback is told of.</summary>
    public AddressRange Extent => Entered.As<CallbackEntered>().Extent;

    /// <summary>The first entry that the driver zapped in it; of kind None if none.</summary>
    public VmEvent FirstZap { get; private set; }

    internal void Enter(in VmEvent entered)
    {
        Entered = entered;
        FirstZap = default;
        Expire();
    }

    internal void Zap(in VmEvent zap)
    {
        if (FirstZap.Header.Kind == EventKind.None) FirstZap = zap;
    }
}
