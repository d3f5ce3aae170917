namespace Tracer.Analysis.State;

/// <summary>Where a task stands in closing a range for a driver that counts: the sequence is to move before the count is lowered.</summary>
public sealed class Counting
{
    public DriverId Driver { get; private set; }

    /// <summary>What the steps count from: the call of the end callback, or the raising of the count; of kind None if neither was shown.</summary>
    public VmEvent Began { get; private set; }

    /// <summary>The <see cref="CounterStep.SequenceMoved"/> since; of kind None if there is none.</summary>
    public VmEvent Moved { get; private set; }

    /// <summary>The <see cref="CounterStep.CountLowered"/> since, if the sequence had not moved before it; of kind None otherwise.</summary>
    public VmEvent LoweredFirst { get; private set; }

    public bool HasBegun => Began.Header.Kind != EventKind.None;

    public bool HasMoved => Moved.Header.Kind != EventKind.None;

    internal void Begin(DriverId driver, in VmEvent began)
    {
        (Driver, Began) = (driver, began);
        Moved = LoweredFirst = default;
    }

    internal void Take(in VmEvent e, in InvalidationCounted counted)
    {
        if (counted.Driver != Driver) Begin(counted.Driver, default);
        switch (counted.Step)
        {
            case CounterStep.CountRaised:
                Begin(Driver, in e);
                break;
            case CounterStep.SequenceMoved:
                (Moved, LoweredFirst) = (e, default);
                break;
            default:
                LoweredFirst = HasMoved ? default : e;
                Moved = default;
                break;
        }
    }
}
