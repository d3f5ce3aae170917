namespace Tracer.Testing;

/// <summary>
/// What drivers and their devices do. The driver is <c>driver=kvm</c>, else the one named last. A frame not given is, for <c>map</c>, the page
/// table's, and for <c>access</c> and <c>zap</c> the one the driver maps there, with the generation it had then.
/// </summary>
internal static class SecondaryVerbs
{
    public static Verb[] All { get; } =
    [
        new("map", "map 0x1000 pfn=7 driver=kvm rw", Map),
        new("zap", "zap 0x1000", Zap),
        new("access", "access 0x1000 w", Access),
        new("device-fault", "device-fault 0x1000 w", step => VmEvent.Of(new SecondaryFaultBegan
        {
            Driver = Driver(step),
            Address = step.Address(),
            Mm = step.Mm,
            Write = step.Flag("w"),
        })),
        new("device-retry", "device-retry 0x1000", step => VmEvent.Of(
            new SecondaryFaultRetried { Driver = Driver(step), Address = step.Address(), Mm = step.Mm })),
        new("device-faulted", "device-faulted 0x1000 mapped=no", step => VmEvent.Of(
            new SecondaryFaultEnded { Driver = Driver(step), Address = step.Address(), Mm = step.Mm, Mapped = true })),
        new("sample", "sample 0x1000", step => VmEvent.Of(
            new InvalidationSampled { Driver = Driver(step), Mm = step.Mm, Address = step.Address(), Open = -1 })),
        new("look-up", "look-up 0x1000 pfn=7", LookUp),
        new("test-retry", "test-retry 0x1000 stale", step => VmEvent.Of(
            new RetryTested { Driver = Driver(step), Mm = step.Mm, Address = step.Address(), Stale = step.Flag("stale") })),
        new("count", "count sequence-moved", step => VmEvent.Of(
            new InvalidationCounted { Driver = Driver(step), Mm = step.Mm, Open = -1, Step = step.Enum<CounterStep>(step.Word("a step of the counter")) })),
        new("device-flush", "device-flush 0x1000+1", step => Over(step, (mm, range) => VmEvent.Of(
            new SecondaryFlushed { Driver = Driver(step), Mm = mm, Start = range.Start, End = range.End }))),
        new("bind", "bind driver=amd", step => VmEvent.Of(new SecondaryBound { Driver = Driver(step), Mm = step.Mm, Bound = true })),
        new("unbind", "unbind driver=amd", step => VmEvent.Of(new SecondaryBound { Driver = Driver(step), Mm = step.Mm })),
        new("memslot", "memslot 0x1000+1", step => Over(step, (mm, range) => VmEvent.Of(
            new SecondaryLayoutChanged { Driver = Driver(step), Mm = mm, Start = range.Start, End = range.End }))),
    ];

    public static DriverId Driver(ScriptStep step, string? name = null) =>
        new(step.Id(NameSpace.Driver, step.World.Driver = name ?? step.Setting("driver") ?? step.World.Driver));

    private static VmEvent Over(ScriptStep step, Func<MmId, AddressRange, VmEvent> make) => make(step.Mm, step.Range());

    private static VmEvent LookUp(ScriptStep step)
    {
        var address = step.Address();
        var pfn = step.Pfn() ?? step.World.Memory.Frame(step.Mm, TableLevel.Pte, address);
        return VmEvent.Of(new PageLookedUp
        {
            Driver = Driver(step),
            Address = address,
            Mm = step.Mm,
            Pfn = pfn,
            Generation = step.World.Memory.Generation(pfn),
        });
    }

    private static VmEvent Map(ScriptStep step)
    {
        var address = step.Address();
        var pfn = step.Pfn() ?? step.World.Memory.Frame(step.Mm, TableLevel.Pte, address);
        return VmEvent.Of(new SecondaryMapped
        {
            Driver = Driver(step),
            Address = address,
            Mm = step.Mm,
            Pfn = pfn,
            Generation = step.World.Memory.Generation(pfn),
            Writable = step.Flag("rw", "w"),
        });
    }

    private static VmEvent Zap(ScriptStep step)
    {
        var address = step.Address();
        var mapping = Mapping(step, Driver(step), address);
        return VmEvent.Of(new SecondaryUnmapped
        {
            Driver = mapping.Driver,
            Address = address,
            Mm = mapping.Mm,
            Pfn = mapping.Pfn,
            Generation = mapping.Generation,
            Writable = mapping.Writable,
            Level = mapping.Level,
        });
    }

    private static VmEvent Access(ScriptStep step)
    {
        var address = step.Address();
        var mapping = Mapping(step, Driver(step), address);
        return VmEvent.Of(new SecondaryAccessed
        {
            Driver = mapping.Driver,
            Address = address,
            Mm = mapping.Mm,
            Pfn = mapping.Pfn,
            Generation = mapping.Generation,
            Write = step.Flag("w"),
        });
    }

    private static SecondaryMapped Mapping(ScriptStep step, DriverId driver, VirtualAddress address)
    {
        var memory = step.World.Memory;
        var given = step.Pfn();
        if (memory.Mapping(driver, step.Mm, address) is { } mapping && (given is null || given == mapping.Pfn)) return mapping;
        var pfn = given ?? memory.Frame(step.Mm, TableLevel.Pte, address.AlignDown(PageSize.Small));
        return new SecondaryMapped { Driver = driver, Mm = step.Mm, Pfn = pfn, Generation = memory.Generation(pfn) };
    }
}
