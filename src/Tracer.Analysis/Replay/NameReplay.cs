using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>Learns which functions and operations are places where a change means something else, by their names.</summary>
/// <remarks>The names of a run's header outnumber the events of a short run, so they are compared as they stand and never decoded.</remarks>
internal sealed class NameReplay(MachineState state)
{
    private int rmapPart;
    private int placePart;

    public void Learn(in Named named)
    {
        LearnPlace(in named);
        if (named.Space != NameSpace.Function || !RmapPaths.Have(in named)) return;
        if (named.Part > 0 && rmapPart != named.Id) return;
        if (named.Last != 0) state.RmapFunctions.Add((ushort)named.Id);
        else rmapPart = named.Id;
    }

    public void Reset() => rmapPart = placePart = 0;

    private void LearnPlace(in Named named)
    {
        var place = KernelPlaces.Of(in named);
        if (place == KernelPlace.Anywhere || named.Part > 0 && placePart != named.Id) return;
        placePart = named.Id;
        if (named.Last != 0) state.Places.Learn(place, named.Space, named.Id);
    }
}
