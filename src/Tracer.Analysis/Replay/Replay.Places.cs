using Tracer.Events;

namespace Tracer.Analysis;

/// <remarks>Places in the kernel whose changes mean something else than the same change elsewhere.</remarks>
internal sealed partial class Replay
{
    private readonly HashSet<ushort> zapFunctions = [];
    private readonly HashSet<ushort> setPteAtNotifyFunctions = [];
    private readonly HashSet<int> reaperOperations = [];
    private ushort daxFunction;

    private void LearnPlace(in Named named)
    {
        var id = new FunctionId((ushort)named.Id);
        switch (named.Space == NameSpace.Operation ? names.Find(NameSpace.Operation, named.Id) : names.Of(id))
        {
            case "zap_pte_range" or "zap_huge_pmd": zapFunctions.Add(id.Value); break;
            case "wp_page_copy" or "write_protect_page" or "replace_page": setPteAtNotifyFunctions.Add(id.Value); break;
            case "dax_mapping_entry_mkclean": daxFunction = id.Value; break;
            case "oom-reaper": reaperOperations.Add(named.Id); break;
        }
    }

    private void ForgetPlaces()
    {
        zapFunctions.Clear();
        setPteAtNotifyFunctions.Clear();
        reaperOperations.Clear();
        daxFunction = 0;
    }

    // Until 3.7 drivers learned of a page that was replaced by change_pte alone: the rules of change_pte judge that. And since 4.13 the OOM
    // reaper takes memory without a word where nobody would hear it.
    private bool IsToldOtherwise(TaskState task, in PteChanged change) =>
        (state.Eras & ~(Era.E0 | Era.E1)) == 0 && setPteAtNotifyFunctions.Contains(change.Header.Function.Value)
        || task.Operation.Header.Kind == EventKind.OperationBegan
            && reaperOperations.Contains(task.Operation.As<OperationBegan>().Operation.Value)
            && state.Mm(change.Mm).Drivers.Count == 0;
}
