using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tracer.Analysis.State;

/// <summary>What a careful reader knows about one context of one task: a task proper, or the interrupts that show up under its pid.</summary>
public sealed partial class TaskState : Entity
{
    /// <summary>So many locks, sections, callbacks or brackets may be open at a time; the kernel's lockdep follows 48 locks.</summary>
    internal const int MostNested = 64;

    private static readonly VmEvent[] Nothing = new VmEvent[1];

    private readonly List<Held> locks = [];
    private readonly List<VmEvent> sections = [];
    private readonly List<DriverCall> callbacks = [];
    private readonly Stack<DriverCall> spareCallbacks = [];
    private readonly List<Bracket> brackets = [];
    private readonly List<Bracket> ended = [];
    private VmEvent operation;
    private VmEvent deviceFault;
    private VmEvent gather;

    /// <summary>The locks it holds as far as the trace tells, outermost first.</summary>
    public ReadOnlySpan<Held> Locks => CollectionsMarshal.AsSpan(locks);

    /// <summary>The atomic sections it is in, outermost first: <see cref="AtomicEntered"/> events.</summary>
    public ReadOnlySpan<VmEvent> Sections => CollectionsMarshal.AsSpan(sections);

    /// <summary>The callbacks it is in, outermost first.</summary>
    public ReadOnlySpan<DriverCall> Callbacks => CollectionsMarshal.AsSpan(callbacks);

    /// <summary>Its brackets from the call of range_start on, outermost first.</summary>
    public ReadOnlySpan<Bracket> Brackets => CollectionsMarshal.AsSpan(brackets);

    /// <summary>Its brackets that have ended since its operation began, oldest first.</summary>
    public ReadOnlySpan<Bracket> EndedBrackets => CollectionsMarshal.AsSpan(ended);

    /// <summary>True once the trace has shown which page-table locks it holds: none, in user mode. Unlike other spin locks they are not taken out of sight, where the trace shows any.</summary>
    public bool TableLocksKnown { get; internal set; }

    /// <summary>True once the trace has shown which brackets it has open: brackets never outlive an operation.</summary>
    public bool BracketsKnown { get; internal set; }

    /// <summary>True once it has announced or changed entries: such a task may have had a bracket open where the trace does not show it.</summary>
    public bool ChangesEntries { get; internal set; }

    internal bool IsTooDeep => Math.Max(Math.Max(locks.Count, sections.Count), Math.Max(callbacks.Count, brackets.Count)) > MostNested;

    /// <summary>True as long as somebody waits for what its next event shows of the last ones.</summary>
    internal bool IsAwaited { get; set; }

    /// <summary>The event that began what it is doing: a syscall, a fault, a path; of kind None between operations, or if the trace does not tell.</summary>
    public ref readonly VmEvent Operation => ref operation;

    /// <summary>Sequence of the event at which its last operation began or ended; 0 if none has.</summary>
    public long OperationBoundary { get; internal set; }

    /// <summary>The fault of a device that it serves: a <see cref="SecondaryFaultBegan"/>; of kind None if it is in none.</summary>
    public ref readonly VmEvent DeviceFault => ref deviceFault;

    /// <summary>The mmu_gather it has begun; of kind None if it has none.</summary>
    public ref readonly VmEvent Gather => ref gather;

    /// <summary>True if a mmu_gather may keep the pages that it unmaps: it has begun one, or the trace did not see what it did before. A gather never outlives an operation.</summary>
    public bool MayGather => gather.Header.Kind != EventKind.None || !KnowsGather;

    /// <summary>True if the trace tells whether it has a mmu_gather.</summary>
    public bool KnowsGather => gather.Header.Kind != EventKind.None || BracketsKnown;

    /// <summary>The innermost callback, of kind None outside any.</summary>
    public ref readonly VmEvent Callback => ref callbacks.Count > 0 ? ref callbacks[^1].Entered : ref Nothing[0];

    /// <summary>The callback of the driver that it is in, innermost first; null if it is in none.</summary>
    public DriverCall? CallOf(DriverId driver)
    {
        for (var i = callbacks.Count - 1; i >= 0; i--)
            if (callbacks[i].Driver == driver) return callbacks[i];
        return null;
    }

    /// <summary>True in the driver's change_pte, where the core itself gives it the entry to come.</summary>
    public bool IsInChangePteOf(DriverId driver) =>
        Callback.Header.Kind != EventKind.None && Callback.As<CallbackEntered>() is { Callback: CallbackKind.ChangePte } entered && entered.Driver == driver;

    /// <summary>What it holds now, for a finding.</summary>
    public TaskContext Snapshot()
    {
        var held = new List<HeldLock>(locks.Count + sections.Count);
        foreach (ref readonly var one in Locks) held.Add(new HeldLock(one.Acquired));
        foreach (ref readonly var section in Sections) held.Add(new HeldLock(section));
        held.Sort((left, right) => left.Acquired.Header.Sequence.CompareTo(right.Acquired.Header.Sequence));
        var open = new List<VmEvent>();
        foreach (var bracket in brackets)
            if (bracket.IsOpen) open.Add(bracket.Start);
        return new TaskContext(held, open, Operation) { Since = OperationBoundary };
    }

    internal void Begin(in VmEvent operation) => this.operation = operation;

    /// <summary>It begins a mmu_gather.</summary>
    internal void BeginGather(in VmEvent gather) => this.gather = gather;

    internal void FinishGather() => gather = default;

    internal void BeginDeviceFault(in VmEvent fault) => deviceFault = fault;

    internal void EndDeviceFault() => deviceFault = default;

    internal void Enter(in VmEvent section) => sections.Add(section);

    /// <summary>It leaves the innermost section of a kind, whose beginning is told; null if none was seen to begin.</summary>
    internal VmEvent? Leave(AtomicSection section)
    {
        for (var i = sections.Count - 1; i >= 0; i--)
        {
            if (sections[i].As<AtomicEntered>().Section != section) continue;
            var entered = sections[i];
            sections.RemoveAt(i);
            return entered;
        }

        return null;
    }

    /// <summary>Place in <see cref="Callbacks"/> of the innermost such call; -1 if it is in none.</summary>
    internal int IndexOfCall(CallbackKind kind, DriverId driver)
    {
        for (var i = callbacks.Count - 1; i >= 0; i--)
            if (callbacks[i].Callback == kind && callbacks[i].Driver == driver) return i;
        return -1;
    }

    internal void EnterCallback(in VmEvent callback)
    {
        var call = spareCallbacks.TryPop(out var spare) ? spare : new DriverCall();
        call.Enter(in callback);
        callbacks.Add(call);
    }

    internal void LeaveCallback(CallbackKind kind, DriverId driver)
    {
        if (IndexOfCall(kind, driver) is >= 0 and var index) LeaveCallbacksFrom(index);
    }

    internal void LeaveInnermostCallback() => LeaveCallbacksFrom(callbacks.Count - 1);

    private void LeaveCallbacksFrom(int index)
    {
        for (var i = index; i < callbacks.Count; i++) spareCallbacks.Push(callbacks[i]);
        callbacks.RemoveRange(index, callbacks.Count - index);
    }

    internal void Open(Bracket bracket) => brackets.Add(bracket);

    internal void Close(Bracket bracket) => brackets.Remove(bracket);

    internal void Remember(Bracket bracket) => ended.Add(bracket);

    internal Bracket ForgetOldestEnded() => ForgetEnded(0);

    /// <summary>The oldest from which nothing is to be expected any more, or the oldest of all.</summary>
    internal Bracket ForgetSpentEnded() => ForgetEnded(Math.Max(0, ended.FindIndex(static bracket => bracket.IsSpent)));

    private Bracket ForgetEnded(int index)
    {
        var bracket = ended[index];
        ended.RemoveAt(index);
        return bracket;
    }

    /// <summary>What it was doing has ended, and it has no bracket open.</summary>
    internal void CloseOperation(long sequence)
    {
        operation = default;
        BracketsKnown = true;
        OperationBoundary = sequence;
        EndOperation();
    }

    /// <summary>Drops all that was known, as after lost events.</summary>
    internal override void Forget()
    {
        locks.Clear();
        sections.Clear();
        LeaveCallbacksFrom(0);
        brackets.Clear();
        ended.Clear();
        operation = gather = deviceFault = default;
        OperationBoundary = 0;
        TableLocksKnown = BracketsKnown = IsAwaited = false;
        Doubt();
    }

    /// <summary>As new, for the next trace.</summary>
    internal void Reset()
    {
        ChangesEntries = false;
        Expire();
    }
}
