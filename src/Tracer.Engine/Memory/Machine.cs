using System.Runtime.InteropServices;
using Tracer.Engine.Faults;
using Tracer.Engine.Locks;
using Tracer.Engine.Notifiers;
using Tracer.Engine.Protocols;
using Tracer.Engine.Protocols.Choices;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Memory;

/// <summary>The simulated machine: tasks on their CPUs, memory, locks and drivers. Built once, reset between runs.</summary>
internal sealed class Machine(Kernel kernel)
{
    // In the order of both choices.
    private static readonly LockType[] ReverseMapLocks = [LockType.Spin, LockType.Mutex, LockType.RwSemaphore];
    private readonly List<KernelTask> tasks = [];
    private readonly List<AddressSpace> mms = [];
    private readonly List<ReverseMap> mappings = [];
    private readonly List<VmEvent> names = [];
    private Workqueue? workqueue;
    private int locks;

    internal Protocol Protocol => kernel.Protocol;

    internal EventLog Log { get; } = new();

    internal Scheduler Scheduler { get; } = new();

    internal ReadOnlySpan<KernelTask> Tasks => CollectionsMarshal.AsSpan(tasks);

    internal SwapArea Swap { get; } = new();

    /// <summary>The one SRCU domain of all notifier lists.</summary>
    internal ReadSide Srcu => field ??= new ReadSide(AtomicSection.SrcuRead, NewNamedId("srcu mmu_notifier"));

    internal ReadSide Rcu { get; } = new(AtomicSection.RcuRead, default);

    internal NotifierLists NotifierLists => field ??= new NotifierLists(kernel, Rcu, Srcu);

    /// <summary>There is one once somebody has asked for it, before the run.</summary>
    internal Workqueue Workqueue => workqueue ??= new Workqueue(this);

    internal Condition InterruptsTaken => field ??= new InterruptsTaken(Scheduler);

    // Made last, so that the locks of pages and tables get the ids behind all others.
    internal PageAllocator Pages => field ??= new PageAllocator(this);

    internal PageTablePool Tables => field ??= new PageTablePool(this);

    /// <summary>The names of everything that is there when a run begins.</summary>
    internal IEnumerable<VmEvent> Names => names;

    /// <summary>The bugs that are planted in this machine where nothing has come by.</summary>
    internal IEnumerable<PlantedFault> UnmetFaults => kernel.Unmet;

    /// <summary>True if the bug is planted in this machine.</summary>
    internal bool Has(PlantedFault fault) => kernel.Has(fault);

    internal KernelTask NewTask(string name, Func<KernelTask, Step> body)
    {
        var task = new KernelTask(this, new TaskId(tasks.Count + 1), name, body);
        tasks.Add(task);
        Scheduler.Add(task);
        Name(NameSpace.Task, task.Id.Value, name);
        return task;
    }

    internal AddressSpace NewAddressSpace(string name)
    {
        var mm = new AddressSpace(this, new MmId(mms.Count + 1), name);
        mms.Add(mm);
        Name(NameSpace.Mm, mm.Id.Value, name);
        return mm;
    }

    internal ReverseMap NewReverseMap(string name, bool isAnonymous, DaxEntry? dax = null)
    {
        var mapLock = isAnonymous
            ? NewNamedLock(LockClass.AnonVma, ReverseMapLocks[(int)Protocol.Get<AnonVmaLock>()], name)
            : NewNamedLock(LockClass.IMmap, ReverseMapLocks[(int)Protocol.Get<IMmapLock>()], name);
        var mapping = new ReverseMap(mapLock, isAnonymous) { Dax = dax };
        mappings.Add(mapping);
        return mapping;
    }

    internal KernelLock NewNamedLock(LockClass @class, LockType type, string name, MmId mm = default) =>
        new(NewNamedId(name), @class, type, name, mm);

    /// <summary>A lock whose name is told when it first comes up.</summary>
    internal KernelLock NewLock(LockClass @class, LockType type, string name, TableId table = default) =>
        new(new LockId(++locks), @class, type, name) { Table = table };

    internal void NameDriver(DriverId id, string name) => Name(NameSpace.Driver, id.Value, name);

    internal void Reset()
    {
        NotifierLists.Reset();
        Srcu.Reset();
        Rcu.Reset();
        foreach (var mapping in mappings) mapping.Reset();
        foreach (var mm in mms) mm.Reset();
        Pages.Reset();
        Tables.Reset();
        Swap.Reset();
        workqueue?.Reset();
    }

    private LockId NewNamedId(string name)
    {
        Name(NameSpace.Lock, ++locks, name);
        return new LockId(locks);
    }

    private void Name(NameSpace space, int id, string name) => names.AddRange(Tracer.Events.Sources.Names.Events(space, id, name));
}
