using Tracer.Analysis.Replay;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Brackets;

/// <summary>Knows the regions of address spaces, for the rules that speak of how a range lies to them.</summary>
public sealed class RegionJudge : Judge, ITake<VmaChanged>, ITake<LockReleased>
{
    private static readonly MmSlot<Regions> Known = new(static regions => regions.Clear());

    internal static Regions Of(MmState mm) => Known.Of(mm);

    public void Take(in VmaChanged change, MachineState state, Occurrences occurrences) => Known.Of(state.Mm(change.Mm)).Change(in change);

    public void Take(in LockReleased released, MachineState state, Occurrences occurrences)
    {
        if (released.Class == LockClass.MmapLock && released.Mode == LockMode.Exclusive) Known.Of(state.Mm(released.Mm)).Settle();
    }
}
