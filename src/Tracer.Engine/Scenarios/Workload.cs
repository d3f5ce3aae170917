using Tracer.Engine.Drivers;
using Tracer.Engine.Memory;
using Tracer.Engine.Operations;
using Tracer.Engine.Protocols;
using Tracer.Engine.Protocols.Choices;
using Tracer.Engine.Scheduling;

namespace Tracer.Engine.Scenarios;

/// <summary>What a run works on and who works on it: one address space with a few regions, the program in it, and the tasks that scenarios add.</summary>
internal sealed class Workload
{
    private const int Accesses = 3;
    private const int DeviceAccesses = 3;
    private const int FlusherPasses = 2;
    private readonly Machine machine;
    private readonly List<VirtualAddress> addresses = [];
    private readonly List<Func<KernelTask, Step>> preparation = [];
    private readonly List<Func<KernelTask, Step>> program = [];
    private readonly List<Func<KernelTask, Step>> ending = [];
    private readonly Gate ready = new();
    private readonly Gate forked = new();
    private bool usesHuge;

    internal Workload(Machine machine)
    {
        this.machine = machine;
        Mm = machine.NewAddressSpace("app");
        machine.NewTask("app", RunProgram).Mm = Mm;
    }

    /// <summary>The small pages of a huge one that are used.</summary>
    internal static IReadOnlyList<int> TouchedOfHuge { get; } = [0, 7, 300];

    internal AddressSpace Mm { get; }

    /// <summary>Two pages of private memory.</summary>
    internal Vma Anonymous => field ??= Lay(0x7f00_0000_0000, 2 * PageSize.Small, isHuge: false, "anon_vma", isAnonymous: true);

    /// <summary>One page of a shared file, right behind the private memory.</summary>
    internal Vma File => field ??= Lay(0x7f00_0000_2000, PageSize.Small, isHuge: false, "i_mmap file", isAnonymous: false);

    /// <summary>One huge page of private memory, where the protocol has any; else a few small ones.</summary>
    internal Vma HugeAnonymous => field ??=
        Lay(0x7f00_4000_0000, PageSize.Pmd, isHuge: !machine.Protocol.Is(HugePages.Absent), "anon_vma huge", isAnonymous: true);

    /// <summary>One huge page of a shared file, where the protocol has any; else a few small ones.</summary>
    internal Vma HugeFile => field ??=
        Lay(0x7f00_8000_0000, PageSize.Pmd, isHuge: machine.Protocol.Is(HugePages.Everywhere), "i_mmap huge file", isAnonymous: false);

    /// <summary>One page of a DAX file.</summary>
    internal Vma DaxFile => field ??= LayDax(0x7f00_0010_0000, "dax file", 0);

    /// <summary>One huge page of a DAX file, where the protocol has any; else a small one.</summary>
    internal Vma HugeDaxFile => field ??=
        LayDax(0x7f00_c000_0000, "huge dax file", machine.Protocol.Is(HugePages.Everywhere) ? PageAllocator.HugeOrder : (byte)0);

    /// <summary>The page of the interrupt controller of a guest: one page of private memory.</summary>
    internal Vma ApicPage => field ??= Lay(Kvm.ApicPage.Value, PageSize.Small, isHuge: false, "anon_vma apic", isAnonymous: true);

    /// <summary>A copy that fork makes of the program's address space.</summary>
    internal AddressSpace Child => field ??= machine.NewAddressSpace("child");

    /// <summary>True in the runs that also have their large regions touched; those that map them by huge pages are many times longer.</summary>
    internal bool UsesHuge => usesHuge;

    /// <summary>Adds a task that begins once the program has its memory.</summary>
    internal KernelTask Add(string name, Func<KernelTask, Step> body) => machine.NewTask(name, async task =>
    {
        await task.WaitFor(ready);
        await body(task);
    });

    /// <summary>Adds the task of the forked child; it begins after fork.</summary>
    internal void AddChild(Func<KernelTask, Step> body) => machine.NewTask("child", async task =>
    {
        await task.WaitFor(forked);
        await body(task);
    }).Mm = Child;

    /// <summary>Adds a flusher that writes two files back, while the program uses them.</summary>
    internal void AddFlusher(Vma file, Vma huge, Func<KernelTask, ReverseMap, int, Step> writeBack)
    {
        Add("flusher", async task =>
        {
            await writeBack(task, file.Mapping, FlusherPasses);
            await writeBack(task, huge.Mapping, UsesHuge ? FlusherPasses : 0);
        });
        Program(Touch);
    }

    internal void AddDevice(Driver driver, Protocol protocol)
    {
        var mmu = driver.Create(machine, new DriverId(Mm.Notifiers.Drivers.Count + 1), Mm, driver.TraitsUnder(protocol));
        Mm.Notifiers.Attach(mmu);
        machine.NameDriver(mmu.Id, driver.Name);
        Add($"{driver.Name}-dev", task => Device.Run(task, mmu, this, DeviceAccesses));
    }

    /// <summary>Adds something that the program does with its memory before others begin.</summary>
    internal void Prepare(Func<KernelTask, Step> part) => preparation.Add(part);

    /// <summary>Adds something that the program does after its memory is there and others have begun.</summary>
    internal void Program(Func<KernelTask, Step> part) => program.Add(part);

    /// <summary>Adds what the program does last of all.</summary>
    internal void AtEnd(Func<KernelTask, Step> part) => ending.Add(part);

    internal async Step ForkChild(KernelTask task)
    {
        await Fork.Run(task, Mm, Child);
        forked.Open();
    }

    /// <summary>An address of the program's memory that the schedule gives.</summary>
    internal VirtualAddress ChooseAddress(KernelTask task) => addresses[task.ChooseNumber(addresses.Count)];

    /// <summary>The program reads and writes here and there.</summary>
    internal async Step Touch(KernelTask task)
    {
        for (var i = 0; i < Accesses; i++) await CpuAccess.Run(task, Mm, ChooseAddress(task), write: task.ChooseNumber(2) == 1);
    }

    internal void Reset()
    {
        ready.Close();
        forked.Close();
        addresses.Clear();
    }

    private async Step RunProgram(KernelTask task)
    {
        Mm.Begin(task);
        await Mm.Notifiers.Register(task);
        usesHuge = Mm.HasLarge && task.ChooseNumber(4) == 0;
        for (var i = 0; i < Mm.Vmas.Count; i++)
            if (!Mm.Vmas[i].IsLarge || usesHuge) await FaultIn(task, Mm.Vmas[i]);
        foreach (var part in preparation) await part(task);
        ready.Open();
        foreach (var part in program) await part(task);
        foreach (var part in ending) await part(task);
    }

    private async Step FaultIn(KernelTask task, Vma vma)
    {
        var known = addresses.Count;
        if (vma.IsLarge) foreach (var page in TouchedOfHuge) addresses.Add(vma.Range.Start + (ulong)page * PageSize.Small);
        else for (var at = vma.Range.Start; at < vma.Range.End; at += PageSize.Small) addresses.Add(at);
        for (var i = known; i < addresses.Count; i++) await CpuAccess.Run(task, Mm, addresses[i], write: true);
    }

    private Vma Lay(ulong start, ulong bytes, bool isHuge, string lockName, bool isAnonymous)
    {
        var mapping = machine.NewReverseMap(lockName, isAnonymous);
        return Mm.Lay(AddressRange.Of(new VirtualAddress(start), bytes), mapping, isHuge);
    }

    private Vma LayDax(ulong start, string name, byte order)
    {
        var entry = new DaxEntry(machine.NewNamedLock(LockClass.Folio, LockType.FolioBit, $"{name} entry"), order);
        var mapping = machine.NewReverseMap($"i_mmap {name}", isAnonymous: false, entry);
        return Mm.Lay(AddressRange.Of(new VirtualAddress(start), PageSize.Small << order), mapping, isHuge: order > 0);
    }

    private sealed class Gate : Condition
    {
        private bool isOpen;

        internal void Open() => isOpen = true;

        internal void Close() => isOpen = false;

        internal override bool HoldsFor(ScheduledTask task) => isOpen;
    }
}
