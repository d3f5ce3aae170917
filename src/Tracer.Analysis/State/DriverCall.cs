namespace Tracer.Analysis.State;

/// <summary>A callback that a task is in.</summary>
public sealed class DriverCall : Entity
{
    /// <summary>Why nothing is said of a callback that may have gone on behind its <see cref="CallbackReturned"/>.</summary>
    public const string ReturnNotShown = "the trace does not show where the callback returns";

    private VmEvent entered;
    private VmEvent firstZap;

    /// <summary>The <see cref="CallbackEntered"/> event.</summary>
    public ref readonly VmEvent Entered => ref entered;

    public CallbackKind Callback => Entered.As<CallbackEntered>().Callback;

    public DriverId Driver => Entered.As<CallbackEntered>().Driver;

    /// <summary>What the callback is told of.</summary>
    public AddressRange Extent => Entered.As<CallbackEntered>().Extent;

    /// <summary>The first entry that the driver zapped in it; of kind None if none.</summary>
    public ref readonly VmEvent FirstZap => ref firstZap;

    internal void Enter(in VmEvent entered)
    {
        this.entered = entered;
        firstZap = default;
        Expire();
    }

    internal void Zap(in VmEvent zap)
    {
        if (firstZap.Header.Kind == EventKind.None) firstZap = zap;
    }
}
