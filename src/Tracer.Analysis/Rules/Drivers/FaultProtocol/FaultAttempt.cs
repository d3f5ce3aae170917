using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers.FaultProtocol;

/// <summary>What a task has done to map one address for a driver, since its fault began or started again.</summary>
public sealed class FaultAttempt
{
    public DriverId Driver { get; private set; }

    public MmId Mm { get; private set; }

    public VirtualAddress Address { get; private set; }

    /// <summary>The last <see cref="InvalidationSampled"/>; of kind None if there is none.</summary>
    public VmEvent Sample { get; private set; }

    /// <summary>What the task held at <see cref="Sample"/>.</summary>
    internal TaskMemory AtSample { get; } = new();

    /// <summary>The last <see cref="PageLookedUp"/>; of kind None if there is none.</summary>
    public VmEvent LookUp { get; private set; }

    /// <summary>The last <see cref="RetryTested"/>; of kind None if there is none.</summary>
    public VmEvent Test { get; private set; }

    /// <summary>The fault was seen to begin, or to start again.</summary>
    public bool HasBegun { get; private set; }

    public bool HasSample => Sample.Header.Kind != EventKind.None;

    public bool HasLookUp => LookUp.Header.Kind != EventKind.None;

    public bool HasTest => Test.Header.Kind != EventKind.None;

    /// <summary>True if the test found that the page may be gone.</summary>
    public bool IsStale => HasTest && Test.As<RetryTested>().Stale;

    /// <summary>True if the mapping is what the attempt was made for.</summary>
    public bool IsFor(in SecondaryMapped mapped) =>
        mapped.Driver == Driver && mapped.Mm == Mm && AddressRange.Of(mapped.Address, PageSize.Of(mapped.Level)).Contains(Address);

    internal void Take(in InvalidationSampled sampled, TaskState task)
    {
        AtSample.Take(task);
        Continue(sampled.Driver, sampled.Mm, sampled.Address);
        Sample = VmEvent.Of(sampled);
    }

    internal void Take(in PageLookedUp lookedUp)
    {
        Continue(lookedUp.Driver, lookedUp.Mm, lookedUp.Address);
        LookUp = VmEvent.Of(lookedUp);
    }

    internal void Take(in RetryTested tested)
    {
        if (!IsAbout(tested.Driver, tested.Mm, tested.Address)) Begin(tested.Driver, tested.Mm, tested.Address);
        Test = VmEvent.Of(tested);
    }

    internal void Start()
    {
        Forget();
        HasBegun = true;
    }

    internal void Forget()
    {
        HasBegun = false;
        Driver = default;
        Sample = LookUp = Test = default;
    }

    // Whoever samples or looks again after a test has started again, whether or not he says so.
    private void Continue(DriverId driver, MmId mm, VirtualAddress address)
    {
        if (HasTest || !IsAbout(driver, mm, address)) Begin(driver, mm, address);
    }

    private bool IsAbout(DriverId driver, MmId mm, VirtualAddress address) => driver == Driver && mm == Mm && address == Address;

    private void Begin(DriverId driver, MmId mm, VirtualAddress address)
    {
        Forget();
        (Driver, Mm, Address) = (driver, mm, address);
    }
}
