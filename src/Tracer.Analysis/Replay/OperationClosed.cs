namespace Tracer.Analysis.Replay;

/// <summary>What a task was doing is over: a syscall, a fault, a path. Its brackets are given up next.</summary>
public readonly ref struct OperationClosed(in VmEvent by)
{
    private readonly ref readonly VmEvent by = ref by;

    /// <summary>The event that ends it, or that shows another to begin.</summary>
    public ref readonly VmEvent By => ref by;
}
