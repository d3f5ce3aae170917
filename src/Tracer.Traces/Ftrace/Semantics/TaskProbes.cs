using System.Globalization;
using Tracer.Traces.Ftrace.Naming;
using Tracer.Traces.Ftrace.Probes;
using Tracer.Traces.Reading;

namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>Makes the events of tasks: what they do for whom, when they switch and exit.</summary>
internal sealed class TaskProbes(TraceNames names, EventBatch batch, bool isX86)
{
    // What a kernel thread does under a mmap_lock, or in a walk through the reverse map, is an operation of its own; these are the threads that work on other tasks' memory.
    private static readonly string[] KernelThreads = ["ksmd", "khugepaged", "kswapd", "kcompactd", "kworker/", "oom_reaper", "kdamond", "migration/"];

    // Of what handle_mm_fault returns: it has let go of the lock, and is called again.
    private const ulong Retry = 0x400;

    private const int MostArguments = 6;

    private readonly Dictionary<int, OperationId> syscalls = [];
    private bool showsExits;

    public static bool IsKernelThread(string comm) => KernelThreads.Any(name => comm.StartsWith(name, StringComparison.Ordinal));

    public void SyscallEntered(ProbeHit hit, TaskReading task)
    {
        var number = NumberOf(hit);
        var call = CallOf(number);
        if (!syscalls.TryGetValue(number, out var operation))
            syscalls[number] = operation = names.Operation(call?.Name ?? number.ToString(CultureInfo.InvariantCulture), in hit.Header);
        Begin(new OpenOperation(operation, OperationSource.Syscall), default, call is { IsOfAddress: true } ? hit.Address(Field.Address) : VirtualAddress.Unknown, hit, task);
        if (call is not { Parameters.Count: 0 }) TellArguments(call?.Parameters.Count ?? MostArguments, hit);
    }

    // Other architectures number them otherwise.
    private Syscall? CallOf(int number) => isX86 ? Syscall.Of(number) : null;

    private void TellArguments(int count, ProbeHit hit)
    {
        if (!hit.Has(Field.Address)) return;
        batch.Add(new SyscallArguments
        {
            Header = hit.Header, Count = (byte)Math.Min(count, SyscallArguments.Each), First = hit[Field.Address],
            Second = Of(1, Field.Argument1), Third = Of(2, Field.Argument2), Fourth = Of(3, Field.Argument3),
        });
        if (count <= SyscallArguments.Each || !hit.Has(Field.Argument4)) return;
        batch.Add(new SyscallArguments
        {
            Header = hit.Header, From = SyscallArguments.Each, Count = (byte)(count - SyscallArguments.Each), First = hit[Field.Argument4], Second = Of(5, Field.Argument5),
        });

        // Registers that the call does not take hold anything.
        ulong Of(int index, Field field) => index < count ? hit.Or(field, 0) : 0;
    }

    /// <summary>True if a system call ends that its task is not in, or begins inside another: the lines that would show why are gone.</summary>
    public bool Contradicts(ProbeHit hit, TaskReading task)
    {
        if (task.Operation is not { Source: OperationSource.Syscall } inside || !task.IsOperationWhole) return false;
        return hit.Row.Meaning == ProbeMeaning.SyscallEntered ? showsExits
            : hit.Has(Field.Number) && syscalls.GetValueOrDefault(NumberOf(hit)) != inside.Id;
    }

    public void SyscallLeft(ProbeHit hit, TaskReading task)
    {
        showsExits = true;
        task.Functions.Clear();
        var isOpen = task.Operation is not null;
        End(hit, task);
        if (isOpen && hit.Has(Field.Result)) batch.Add(new SyscallReturned { Header = hit.Header, Result = unchecked((long)hit[Field.Result]) });
    }

    private static int NumberOf(ProbeHit hit) => (int)Math.Min(hit[Field.Number], int.MaxValue);

    public void UserFault(ProbeHit hit, TaskReading task) =>
        Begin(new OpenOperation(names.Operation("page_fault", in hit.Header), OperationSource.PageFault), default, hit.Address(Field.Address), hit, task);

    public void KernelSectionBegan(ProbeHit hit, TaskReading task)
    {
        if (!task.IsKernelThread || task.Operation is not null) return;
        Begin(new OpenOperation(names.Operation(task.Name, in hit.Header), OperationSource.KernelThread), task.MmapLocked, VirtualAddress.Unknown, hit, task);
    }

    public void MmapLockReleased(ProbeHit hit, TaskReading task)
    {
        if (task.Operation is { Source: OperationSource.KernelThread } or { IsServed: true }) End(hit, task);
    }

    /// <summary>
    /// That a lock is one of the reverse map's, only lockdep tells, and of an attempt only what follows tells that it succeeded: the functions of a walk prove both. A walk goes on
    /// from function to function until the lock is given back, which was the last one to be taken.
    /// </summary>
    public void RmapWalkEntered(ProbeHit hit, TaskReading task)
    {
        if (!task.IsKernelThread || task.Operation is not (null or { RmapLock: 0 })) return;
        var walk = new OpenOperation(names.Operation(task.Name, in hit.Header), OperationSource.KernelThread) { RmapLock = task.Semaphore };
        Begin(walk, default, VirtualAddress.Unknown, hit, task);
    }

    /// <summary>Where the lock does not show, each of the functions is an operation: a bracket does not outlive it.</summary>
    public void RmapWalkLeft(ProbeHit hit, TaskReading task)
    {
        if (task.Operation is { RmapLock: 0 }) End(hit, task);
    }

    public void SleeperReleased(ProbeHit hit, TaskReading task)
    {
        if (task.Operation is { RmapLock: > 0 and var rmapLock } && rmapLock == hit[Field.Lock]) End(hit, task);
    }

    /// <summary>handle_mm_fault is called: a fault in user mode is about the task's own address space, whichever lock it is taken under.</summary>
    public static void FaultTaken(MmId mm, TaskReading task)
    {
        if (mm.Value != 0 && task.Operation is { Source: OperationSource.PageFault }) task.OwnMm = mm;
    }

    /// <summary>handle_mm_fault has returned, which a system call may have called too.</summary>
    public void FaultServed(ProbeHit hit, TaskReading task)
    {
        if (task.Operation is not { Source: OperationSource.PageFault } fault || (hit.Or(Field.Result, Retry) & Retry) != 0) return;
        if (task.MmapLocked.Value == 0) End(hit, task);
        else task.Operation = fault with { IsServed = true };
    }

    public void Switched(ProbeHit hit) =>
        batch.Add(new TaskSwitched { Header = hit.Header, Next = new TaskId((int)Math.Min(hit[Field.NextTask], int.MaxValue)), Blocked = hit[Field.PrevRuns] == 0 });

    public void Exited(ProbeHit hit, TaskReading task)
    {
        task.Functions.Clear();
        End(hit, task);
        batch.Add(new TaskExited { Header = hit.Header });
    }

    // Where the return of handle_mm_fault is not shown, a fault is over when its task begins something else.
    private void Begin(OpenOperation operation, MmId mm, VirtualAddress address, ProbeHit hit, TaskReading task)
    {
        task.Functions.Clear();
        End(hit, task);
        task.Operation = operation;
        task.IsOperationWhole = true;
        batch.Add(new OperationBegan { Header = hit.Header, Operation = operation.Id, Mm = mm, Address = address, Source = operation.Source });
    }

    private void End(ProbeHit hit, TaskReading task)
    {
        if (task.Operation is not { } operation) return;
        task.Operation = null;
        batch.Add(new OperationEnded { Header = hit.Header, Operation = operation.Id, Source = operation.Source });
    }
}
