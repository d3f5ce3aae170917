namespace Tracer.Analysis.State;

/// <summary>The functions and operations of this trace that are places where a change means something else.</summary>
internal sealed class NamedPlaces
{
    private readonly List<KernelPlace> functions = [];
    private OperationId oomReaper;

    public void Learn(KernelPlace place, int id)
    {
        if (place == KernelPlace.OomReaper)
        {
            oomReaper = new OperationId(id);
            return;
        }

        while (functions.Count <= id) functions.Add(KernelPlace.Anywhere);
        functions[id] = place;
    }

    public KernelPlace Of(FunctionId function) => function.Value < functions.Count ? functions[function.Value] : KernelPlace.Anywhere;

    /// <summary>True if the operation is the OOM reaper's.</summary>
    public bool IsReaping(in VmEvent operation) =>
        oomReaper != default && operation.Header.Kind == EventKind.OperationBegan && operation.As<OperationBegan>().Operation == oomReaper;

    public void Clear()
    {
        functions.Clear();
        oomReaper = default;
    }
}
