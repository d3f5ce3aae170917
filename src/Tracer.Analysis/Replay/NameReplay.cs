using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>Learns which functions and operations are places where a change means something else, and how drivers are built, by their names.</summary>
/// <remarks>The names of a run's header outnumber the events of a short run, so they are compared as they stand and never decoded.</remarks>
internal sealed class NameReplay(MachineState state)
{
    private int namedPart;
    private int rmapPart;
    private int placePart;

    public void Learn(in Named named)
    {
        LearnPlace(in named);
        KnownDrivers.Learn(in named, state);
        if (named.Space == NameSpace.Function) LearnFunction(in named);
        if (named.Space != NameSpace.Function || !RmapPaths.Have(in named)) return;
        if (named.Part > 0 && rmapPart != named.Id) return;
        if (named.Last != 0) state.RmapFunctions.Add((ushort)named.Id);
        else rmapPart = named.Id;
    }

    public void Reset() => namedPart = rmapPart = placePart = 0;

    // The parts before the last may have been lost.
    private void LearnFunction(in Named named)
    {
        if (named.Part == 0) namedPart = named.Id;
        if (named.Last != 0 && namedPart == named.Id) state.NamedFunctions.Add((ushort)named.Id);
    }

    private void LearnPlace(in Named named)
    {
        var place = KernelPlaces.Of(in named);
        if (place == KernelPlace.Anywhere || named.Part > 0 && placePart != named.Id) return;
        placePart = named.Id;
        if (named.Last != 0) state.Places.Learn(place, named.Space, named.Id);
    }
}
