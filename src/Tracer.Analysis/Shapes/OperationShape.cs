namespace Tracer.Analysis.Shapes;

/// <summary>One operation of a task and what it did to page tables, as the order of its steps.</summary>
/// <param name="First">Sequence of its beginning, or of its first step if the trace starts inside it.</param>
/// <param name="Last">Sequence of its last step.</param>
/// <param name="Task">The task.</param>
/// <param name="Began">The event that began it; of kind None if the trace starts inside it.</param>
/// <param name="Mm">The address space of its first step that names one; 0 if none does.</param>
/// <param name="Functions">The functions that stored entries or called the notifier, in order of first step.</param>
/// <param name="Steps">The steps, repetitions folded.</param>
public sealed record OperationShape(
    long First, long Last, TaskId Task, VmEvent Began, MmId Mm, IReadOnlyList<FunctionId> Functions, string Steps);

/// <summary>A step of an operation, in the words that the catalogue orders.</summary>
public enum ShapeStep : byte
{
    Start,
    Lock,
    Clear,
    Flush,
    Invalidate,
    Set,
    Unlock,
    End,
}
