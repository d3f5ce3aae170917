namespace Tracer.Analysis.State;

/// <summary>What is known about one lock of a driver or of its device.</summary>
public sealed class LockState : Entity
{
    /// <summary>The event that took it last; of kind None if none did.</summary>
    public VmEvent Acquired { get; internal set; }

    internal override void Forget()
    {
        Acquired = default;
        Doubt();
    }
}
