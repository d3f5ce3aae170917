namespace Tracer.Testing;

/// <summary>Tasks, the operations they are in, and the sections in which they may not sleep.</summary>
internal static class TaskVerbs
{
    public static Verb[] All { get; } =
    [
        .. Section("preempt-off", "preempt-on", AtomicSection.PreemptOff),
        .. Section("rcu", "unrcu", AtomicSection.RcuRead),
        .. Section("srcu", "unsrcu", AtomicSection.SrcuRead),
        .. Section("nonblock", "nonblock-end", AtomicSection.NonBlock),
        .. Section("irqs-off", "irqs-on", AtomicSection.IrqsOff),
        new("sleep", "sleep page-lock", step => VmEvent.Of(
            new MightSleep { Reason = step.OptionalWord() is { } reason ? step.Enum<SleepReason>(reason) : SleepReason.CondResched })),
        new("op", "op munmap", step => Begin(step, OperationSource.Path)),
        new("op-end", "op-end", step => End(step, OperationSource.Path)),
        new("syscall", "syscall munmap", step => Begin(step, OperationSource.Syscall)),
        new("ret", "ret", step => End(step, OperationSource.Syscall)),
        new("fault", "fault 0x1000", Fault),
        new("fault-end", "fault-end", step => End(step, OperationSource.PageFault)),
        new("kthread", "kthread kswapd", step => Begin(step, OperationSource.KernelThread)),
        new("kthread-end", "kthread-end", step => End(step, OperationSource.KernelThread)),
        new("function", "function rmap_walk", step => Begin(step, OperationSource.Function)),
        new("function-end", "function-end", step => End(step, OperationSource.Function)),
        new("switch", "switch B blocked", step => VmEvent.Of(
            new TaskSwitched { Blocked = step.Flag("blocked"), Next = new TaskId(step.Id(NameSpace.Task, step.Word("a task"))) })),
        new("exit", "exit", step => VmEvent.Of(new TaskExited { Mm = step.Mm })),
        new("note", "note", _ => VmEvent.Of(new Noted { Note = 1, Is = NoteKind.Marker })),
        new("arguments", "arguments", _ => VmEvent.Of(new SyscallArguments { Count = 1 })),
        new("result", "result", _ => VmEvent.Of(new SyscallReturned())),
    ];

    private static Verb[] Section(string enter, string leave, AtomicSection section) =>
    [
        new(enter, enter, step => VmEvent.Of(new AtomicEntered { Section = section, Domain = Domain(step, section) })),
        new(leave, leave, step => VmEvent.Of(new AtomicLeft { Section = section, Domain = Domain(step, section) })),
    ];

    // All notifiers share one SRCU domain, and scripts hardly need a second.
    private static LockId Domain(ScriptStep step, AtomicSection section) =>
        section == AtomicSection.SrcuRead ? new LockId(step.Id(NameSpace.Lock, step.OptionalWord() ?? "srcu")) : default;

    private static VmEvent Begin(ScriptStep step, OperationSource source) => VmEvent.Of(new OperationBegan
    {
        Operation = new OperationId(step.Id(NameSpace.Operation, step.Word("a name"))),
        Mm = step.Mm,
        Address = VirtualAddress.Unknown,
        Source = source,
    });

    private static VmEvent Fault(ScriptStep step) => VmEvent.Of(new OperationBegan
    {
        Operation = new OperationId(step.Id(NameSpace.Operation, "page_fault")),
        Mm = step.Mm,
        Address = step.Address(),
        Source = OperationSource.PageFault,
    });

    private static VmEvent End(ScriptStep step, OperationSource source) => VmEvent.Of(new OperationEnded
    {
        Operation = step.World.Task(step.Task).Operations.TryPeek(out var innermost) ? innermost : default,
        Source = source,
    });
}
