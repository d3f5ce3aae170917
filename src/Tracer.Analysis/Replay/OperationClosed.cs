namespace Tracer.Analysis.Replay;

/// <summary>What a task was doing is over: a syscall, a fault, a path. Its brackets are given up next.</summary>
/// <param name="By">The event that ends it, or that shows another to begin.</param>
public readonly record struct OperationClosed(VmEvent By);
