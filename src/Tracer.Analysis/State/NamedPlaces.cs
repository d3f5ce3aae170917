namespace Tracer.Analysis.State;

/// <summary>The functions and operations of this trace that are places where a change means something else.</summary>
internal sealed class NamedPlaces
{
    private readonly List<KernelPlace> functions = [];
    private readonly Dictionary<OperationId, KernelPlace> operations = [];

    public void Learn(KernelPlace place, NameSpace space, int id)
    {
        if (space == NameSpace.Operation)
        {
            operations[new OperationId(id)] = place;
            return;
        }

        while (functions.Count <= id) functions.Add(KernelPlace.Anywhere);
        functions[id] = place;
    }

    public KernelPlace Of(FunctionId function) => function.Value < functions.Count ? functions[function.Value] : KernelPlace.Anywhere;

    /// <summary>True if the operation is the OOM reaper's.</summary>
    public bool IsReaping(in VmEvent operation) => Of(in operation) == KernelPlace.OomReaper;

    /// <summary>True if the operation is madvise.</summary>
    public bool IsAdvice(in VmEvent operation) => Of(in operation) == KernelPlace.Advice;

    public void Clear()
    {
        functions.Clear();
        operations.Clear();
    }

    private KernelPlace Of(in VmEvent operation) =>
        operation.Header.Kind == EventKind.OperationBegan ? operations.GetValueOrDefault(operation.As<OperationBegan>().Operation) : KernelPlace.Anywhere;
}
