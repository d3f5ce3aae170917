namespace Tracer.Testing;

/// <summary>Page frames and the CPU's use of them. A frame is in its generation 1 until an <c>alloc</c> begins the next.</summary>
internal static class PageVerbs
{
    public static Verb[] All { get; } =
    [
        new("alloc", "alloc pfn=7", step => Of(step, (pfn, generation) => VmEvent.Of(new PageAllocated { Pfn = pfn, Generation = generation + 1 }))),
        new("free", "free pfn=7", step => Of(step, (pfn, generation) => VmEvent.Of(new PageFreed { Pfn = pfn, Generation = generation }))),
        new("get", "get pfn=7 references=2", step => Of(step, (pfn, generation) => VmEvent.Of(
            new PageReferenced { Pfn = pfn, Generation = generation }))),
        new("put", "put pfn=7 references=1", step => Of(step, (pfn, generation) => VmEvent.Of(
            new PageReleased { Pfn = pfn, Generation = generation }))),
        new("dirty", "dirty 0x1000 pfn=7", Dirty),
        new("touch", "touch 0x1000 w tlb", Touch),
    ];

    private static VmEvent Of(ScriptStep step, Func<Pfn, int, VmEvent> make)
    {
        var pfn = step.Pfn() ?? throw step.Error("pfn= is missing", $"such as: A {step.VerbName} pfn=7");
        return make(pfn, step.World.Memory.Generation(pfn));
    }

    private static VmEvent Dirty(ScriptStep step)
    {
        var address = step.Address();
        var pfn = step.Pfn() ?? step.World.Memory.Frame(step.Mm, TableLevel.Pte, address);
        return VmEvent.Of(new DirtyTransferred
        {
            Pfn = pfn,
            Address = address,
            Mm = step.Mm,
            Generation = step.World.Memory.Generation(pfn),
            Driver = step.Setting("driver") is { } driver ? SecondaryVerbs.Driver(step, driver) : default,
        });
    }

    private static VmEvent Touch(ScriptStep step)
    {
        var address = step.Address();
        var pfn = step.Pfn() ?? step.World.Memory.Frame(step.Mm, TableLevel.Pte, address.AlignDown(PageSize.Small));
        return VmEvent.Of(new CpuAccessed
        {
            Mm = step.Mm,
            Address = address,
            Pfn = pfn,
            Generation = step.World.Memory.Generation(pfn),
            Write = step.Flag("w"),
            FromTlb = step.Flag("tlb"),
        });
    }
}
