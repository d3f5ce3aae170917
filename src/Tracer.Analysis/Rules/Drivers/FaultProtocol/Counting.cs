namespace Tracer.Analysis.Rules.Drivers.FaultProtocol;

/// <summary>Where a task stands in closing a range for a driver that counts: the sequence is to move before the count is lowered.</summary>
internal record struct Counting
{
    public DriverId Driver { get; private set; }

    /// <summary>True once the end callback was called, or the count raised: what the steps count from.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>True if the sequence has moved since.</summary>
    public bool HasMoved { get; private set; }

    /// <summary>The <see cref="CounterStep.CountLowered"/> since, if the sequence had not moved before it; null otherwise.</summary>
    public InvalidationCounted? LoweredFirst { get; private set; }

    public void Begin(DriverId driver) => this = new Counting { Driver = driver, HasBegun = true };

    public void Take(in InvalidationCounted counted)
    {
        if (counted.Driver != Driver) this = new Counting { Driver = counted.Driver };
        switch (counted.Step)
        {
            case CounterStep.CountRaised:
                Begin(Driver);
                break;
            case CounterStep.SequenceMoved:
                (HasMoved, LoweredFirst) = (true, null);
                break;
            default:
                LoweredFirst = HasMoved ? null : counted;
                HasMoved = false;
                break;
        }
    }
}
