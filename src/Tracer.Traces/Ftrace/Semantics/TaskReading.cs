namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>What the reader remembers of a task to understand its next line.</summary>
internal sealed class TaskReading
{
    private readonly HeldLocks own = new();
    private readonly HeldLocks ofInterrupts = new();

    public TaskReading(int key)
    {
        Key = key;
        Locks = own;
    }

    /// <summary>The pid, or a negative number for the idle task of a CPU.</summary>
    public int Key { get; }

    /// <summary>How many losses of the trace it has been told of.</summary>
    public long Losses { get; set; }

    /// <summary>The comm as last named, with the spaces that lines have before it: trimming it on every line took 2 % of the time; empty if none was.</summary>
    public byte[] CommColumn { get; set; } = [];

    public string Name { get; set; } = "";

    /// <summary>Its last line told an event: the stack that may follow is that event's.</summary>
    public bool HasTold { get; set; }

    /// <summary>The new table that a split fills, which nobody else can reach until the function returns; null outside a split.</summary>
    public PageTableInfo? Filling { get; set; }

    public bool IsKernelThread { get; set; }

    /// <summary>The locks of the context that its line is of: its own, or those of the interrupts that show up under its pid.</summary>
    public HeldLocks Locks { get; private set; }

    public FunctionStack Functions { get; } = new();

    /// <summary>The names of ranges that have begun, by where they lie on the stack, and of which address space.</summary>
    public Dictionary<(ulong Pointer, MmId Mm), RangeId> Ranges { get; } = [];

    /// <summary>Of a range_start that has not returned; its return probe has no arguments.</summary>
    public OpenRange? Starting { get; set; }

    /// <summary>Of a range_end that has not returned.</summary>
    public OpenRange? Ending { get; set; }

    /// <summary>Both have been seen to be called: one that returns without having been called now is missing its call.</summary>
    public bool ShowsRanges { get; set; }

    /// <summary>The SRCU domains in which it reads, innermost last.</summary>
    public List<ulong> Srcu { get; } = [];

    /// <summary>Callbacks whose return has not shown.</summary>
    public List<OpenCallback> Callbacks { get; } = [];

    public OpenGather? Gather { get; set; }

    public MmId RegisteringMm { get; set; }

    public DriverId Registering { get; set; }

    public MmId ReleasingMm { get; set; }

    public OpenOperation? Operation { get; set; }

    /// <summary>Nothing was lost since it began.</summary>
    public bool IsOperationWhole { get; set; }

    /// <summary>The address of the semaphore that it took last, or tried to take, and has not given back; 0 if none.</summary>
    public ulong Semaphore { get; set; }

    /// <summary>The address space whose mmap_lock it took last and still holds; 0 if none.</summary>
    public MmId MmapLocked { get; set; }

    /// <summary>The address space that its own user faults are about; 0 if not yet seen.</summary>
    public MmId OwnMm { get; set; }

    /// <summary>The guest's address that its virtual CPU faulted on last.</summary>
    public ulong GuestFault { get; set; }

    /// <summary>Of a mmap_lock call that has not returned: to recognise the semaphore under it.</summary>
    public ulong LockingMm { get; set; }

    /// <summary>Its next line is of an interrupt, or not: then what its interrupts took has been given back, though not every form of unlocking is probed.</summary>
    public void Continue(bool inInterrupt)
    {
        if (inInterrupt == (Locks == ofInterrupts)) return;
        ofInterrupts.Clear();
        Locks = inInterrupt ? ofInterrupts : own;
    }

    /// <summary>After lost events nothing that was pending may be relied on.</summary>
    public void Forget()
    {
        own.Clear();
        ofInterrupts.Clear();
        Functions.Clear();
        Ranges.Clear();
        Srcu.Clear();
        Callbacks.Clear();
        Starting = Ending = null;
        ShowsRanges = IsOperationWhole = false;
        Gather = null;
        MmapLocked = default;
        LockingMm = Semaphore = 0;
    }
}

/// <summary>A range_start or range_end that was called; <see cref="Pointer"/> is the range's address on the caller's stack, 0 if not told.</summary>
internal readonly record struct OpenRange(RangeId Id, ulong Pointer, MmId Mm, VirtualAddress Start, VirtualAddress End, NotifierEvent Event, bool Blockable);

/// <summary>A callback that was entered; <see cref="Srcu"/> is the domain under which the core walks the drivers, 0 if not told.</summary>
internal readonly record struct OpenCallback(
    CallbackKind Kind, DriverId Driver, RangeId Range, MmId Mm, VirtualAddress Start, VirtualAddress End, FunctionId Function, ulong Srcu)
{
    /// <summary>A line will show that it is over: its return is probed, or the core leaves the domain.</summary>
    public bool ShowsEnd => Kind == CallbackKind.RangeStart || Srcu != 0;
}

/// <summary>A mmu_gather that flushes, or finishes: its end has no probe.</summary>
internal sealed class OpenGather(ulong pointer)
{
    /// <summary>Of the mmu_gather, on the stack of its task.</summary>
    public ulong Pointer { get; } = pointer;

    public MmId Mm { get; set; }

    public VirtualAddress Start { get; set; }

    public VirtualAddress End { get; set; } = VirtualAddress.Unknown;

    public bool IsFlushing { get; set; }

    public bool IsFinishing { get; set; }

    public List<PageTableInfo> Tables { get; } = [];
}

/// <summary>An operation that has begun on a task; a fault that <see cref="IsServed"/> has only its mmap_lock to give back.</summary>
internal readonly record struct OpenOperation(OperationId Id, OperationSource Source, bool IsServed = false)
{
    /// <summary>Of a walk through the reverse map the address of the lock it is under, 0 if that does not show; null of all others.</summary>
    public ulong? RmapLock { get; init; }
}
