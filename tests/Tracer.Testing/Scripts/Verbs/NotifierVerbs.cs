namespace Tracer.Testing;

/// <summary>Notifier calls of the core, and the drivers' callbacks. Brackets are blockable and of no told event unless set.</summary>
internal static class NotifierVerbs
{
    public static Verb[] All { get; } =
    [
        new("enter-start", "enter-start 0x1000+1", step => Over(step, (mm, range) => VmEvent.Of(
            new RangeStartEntered { Mm = mm, Start = range.Start, End = range.End, Event = NotifierEvent.NotTold, Blockable = true }))),
        new("start", "start 0x1000+1", step => Over(step, (mm, range) => VmEvent.Of(
            new RangeStartReturned { Mm = mm, Start = range.Start, End = range.End, Event = NotifierEvent.NotTold, Blockable = true }))),
        new("end", "end 0x1000+1", step => End(step, onlyEnd: false)),
        new("only-end", "only-end 0x1000+1", step => End(step, onlyEnd: true)),
        new("ended", "ended 0x1000+1", step => Over(step, (mm, range) => VmEvent.Of(
            new RangeEndReturned { Mm = mm, Start = range.Start, End = range.End, Event = NotifierEvent.NotTold, Blockable = true }))),
        new("ir", "ir 0x1000+1 source=range-end", step => Over(step, (mm, range) => VmEvent.Of(
            new RangeInvalidated { Mm = mm, Start = range.Start, End = range.End }))),
        new("ip", "ip 0x1000", step => VmEvent.Of(new PageInvalidated { Address = step.Address(), Mm = step.Mm })),
        new("cp", "cp 0x1000 pfn=7 rw", ChangePte),
        new("age", "age 0x1000+1 which=clear-young young=yes", step => Over(step, (mm, range) => VmEvent.Of(
            new AgeingNotified { Mm = mm, Start = range.Start, End = range.End }))),
        new("register", "register kvm traits=range-start+range-end", step => VmEvent.Of(
            new NotifierRegistered { Driver = Driver(step), Mm = step.Mm, Returned = true })),
        new("unregister", "unregister kvm", step => VmEvent.Of(new NotifierUnregistered { Driver = Driver(step), Mm = step.Mm })),
        new("release", "release", step => VmEvent.Of(new ReleaseEntered { Mm = step.Mm })),
        new("released", "released", step => VmEvent.Of(new ReleaseReturned { Mm = step.Mm })),
        new("cb-in", "cb-in kvm range-start 0x1000+1", step => Callback(step, (driver, callback, range) => VmEvent.Of(
            new CallbackEntered { Driver = driver, Callback = callback, Mm = step.Mm, Start = range.Start, End = range.End }))),
        new("cb-out", "cb-out kvm range-start 0x1000+1 result=-11", step => Callback(step, (driver, callback, range) => VmEvent.Of(
            new CallbackReturned { Driver = driver, Callback = callback, Mm = step.Mm, Start = range.Start, End = range.End }))),
    ];

    private static VmEvent Over(ScriptStep step, Func<MmId, AddressRange, VmEvent> make) => make(step.Mm, step.Range());

    private static VmEvent End(ScriptStep step, bool onlyEnd) => Over(step, (mm, range) => VmEvent.Of(new RangeEndEntered
    {
        Mm = mm,
        Start = range.Start,
        End = range.End,
        Event = NotifierEvent.NotTold,
        Blockable = true,
        OnlyEnd = onlyEnd,
    }));

    private static VmEvent ChangePte(ScriptStep step)
    {
        var address = step.Address();
        var pfn = step.Pfn() ?? step.World.Memory.Frame(step.Mm, TableLevel.Pte, address);
        return VmEvent.Of(new PteChangeNotified { Mm = step.Mm, Address = address, New = PageEntry.Present(pfn, step.Flag("rw")) });
    }

    private static DriverId Driver(ScriptStep step) => SecondaryVerbs.Driver(step, step.Word("a driver"));

    private static VmEvent Callback(ScriptStep step, Func<DriverId, CallbackKind, AddressRange, VmEvent> make) =>
        make(Driver(step), step.Enum<CallbackKind>(step.Word("a callback")), step.Range());
}
