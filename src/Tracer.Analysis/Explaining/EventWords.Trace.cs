namespace Tracer.Analysis.Explaining;

// The trace about itself, and tasks.
public sealed partial class EventWords
{
    private static string Say(in RunStarted run) =>
        $"run begins: seed {run.Seed}, {run.Cpus} CPUs, {run.Tasks} tasks, engine {run.EngineVersion}";

    private static string Say(in RunEnded run) =>
        $"run ends after {run.Events} events{If(run.Unfinished > 0, $", {run.Unfinished} tasks unfinished")}";

    private static string Say(in Named named) =>
        $"names {named.Space} {named.Id} '{named.Text}'{If(named.Part > 0 || named.Last == 0, $" (part {named.Part})")}";

    private static string Say(in EventsLost lost) =>
        $"{(lost.Count < 0 ? "events" : $"{lost.Count} events")} lost{If(lost.OnCpu >= 0, $" on CPU {lost.OnCpu}")}";

    private string Say(in Decision decision) => decision.Chosen.Value == 0
        ? $"draws {decision.Number} of {decision.Choices}"
        : $"scheduler picks {names.Of(decision.Chosen)}, {decision.Number} of {decision.Choices}";

    private string Say(in Noted note)
    {
        var words = names.Find(NameSpace.Note, note.Note) ?? $"note {note.Note}";
        return note.Is == NoteKind.Stack ? $"stack {words}" : $"note: {words}";
    }

    /// <summary>A system call with what is told beside its beginning or its end, in strace's words: <c>enters syscall munmap(0x7f0000000000, 4K)</c>.</summary>
    /// <param name="e">That begins or ends it.</param>
    /// <param name="arguments">What it was called with; of an end none.</param>
    /// <param name="result">What it returned; of a beginning null.</param>
    public string Call(in VmEvent e, IReadOnlyList<ulong> arguments, long? result)
    {
        if (e.Header.Kind == EventKind.OperationEnded) return result is { } value ? $"{Clause(in e)} = {SyscallWords.Result(names.Of(e.As<OperationEnded>().Operation), value)}" : Clause(in e);
        var name = names.Of(e.As<OperationBegan>().Operation);
        return arguments.Count == 0 ? Clause(in e) : $"enters syscall {name}({SyscallWords.Arguments(name, 0, arguments)})";
    }

    private string Say(in OperationBegan operation)
    {
        var name = names.Of(operation.Operation);
        var place = Of(operation.Mm) + If(operation.Address.IsKnown, $" at {operation.Address}");
        return operation.Source switch
        {
            OperationSource.Syscall => $"enters syscall {name}{place}",
            OperationSource.PageFault => $"takes a page fault{place}",
            OperationSource.Function => $"calls {name}{place}",
            _ => $"begins {name}{place}",
        };
    }

    private string Say(in OperationEnded operation)
    {
        var name = operation.Operation.Value == 0 ? "" : $" {names.Of(operation.Operation)}";
        return operation.Source switch
        {
            OperationSource.Syscall => $"returns from syscall{name}",
            OperationSource.PageFault => "returns from the page fault",
            OperationSource.Function => $"returns from{(name.Length == 0 ? " the function" : name)}",
            _ => $"ends{(name.Length == 0 ? " its operation" : name)}",
        };
    }

    private string Say(in TaskSwitched switched) => $"{(switched.Blocked ? "waits" : "is preempted")}; {names.Of(switched.Next)} runs";

    private string Say(in MightSleep sleep) => sleep.Reason switch
    {
        SleepReason.CondResched => "may sleep (cond_resched)",
        SleepReason.SleepingLock => $"may sleep waiting for {(sleep.Lock.Value == 0 ? "a lock" : names.Of(sleep.Lock))}",
        SleepReason.PageLock => "may sleep waiting for a page lock",
        SleepReason.Allocation => "may sleep allocating",
        SleepReason.RangeStart => "may sleep in range_start",
        SleepReason.RangeEnd => "may sleep in range_end",
        SleepReason.Device => "may sleep waiting for the device",
        _ => "may sleep waiting for a grace period",
    };
}
