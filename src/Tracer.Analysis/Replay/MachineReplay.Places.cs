using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

internal sealed partial class MachineReplay
{
    private readonly List<KernelPlace> places = [];
    private OperationId oomReaper;
    private int placeNamePart;

    private void LearnPlace(in Named named)
    {
        var place = KernelPlaces.Of(in named);
        if (place == KernelPlace.Anywhere || named.Part > 0 && placeNamePart != named.Id) return;
        placeNamePart = named.Id;
        if (named.Last == 0) return;
        if (place == KernelPlace.OomReaper)
        {
            oomReaper = new OperationId(named.Id);
            return;
        }

        while (places.Count <= named.Id) places.Add(KernelPlace.Anywhere);
        places[named.Id] = place;
    }

    private void ForgetPlaces()
    {
        places.Clear();
        oomReaper = default;
        placeNamePart = 0;
    }

    private KernelPlace PlaceOf(in EventHeader header) => header.Function.Value < places.Count ? places[header.Function.Value] : KernelPlace.Anywhere;

    // Nobody is there who would have to be told.
    private bool IsReapedUnwatched(TaskState task, in PteChanged change) =>
        oomReaper != default && task.Operation.Header.Kind == EventKind.OperationBegan
            && task.Operation.As<OperationBegan>().Operation == oomReaper && state.Mm(change.Mm).Drivers.Count == 0;
}
