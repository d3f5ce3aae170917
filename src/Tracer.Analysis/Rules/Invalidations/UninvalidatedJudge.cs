using System.Runtime.InteropServices;
using Tracer.Analysis.Replay;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Invalidations;

/// <summary>Knows the changes of a bracket that no invalidate_range has covered when their page-table lock was dropped, nor since. After release nobody is left to hear of one.</summary>
public sealed class UninvalidatedJudge : Judge, ITake<SectionEnded>, ITake<RangeInvalidated>
{
    private static readonly BracketSlot<List<Uninvalidated>> Changes = new(static changes => changes.Clear());

    internal static ReadOnlySpan<Uninvalidated> In(Bracket bracket) => CollectionsMarshal.AsSpan(Changes.Of(bracket));

    public void Take(in SectionEnded ended, MachineState state, Occurrences occurrences)
    {
        var mayGather = state.TaskOf(ended.Released.Header).MayGather;
        foreach (ref readonly var change in ended.Section.Changes)
        {
            if (!change.NeedsInvalidation || change.IsInvalidated || change.Bracket is not { } bracket || state.Mm(change.First.Mm).IsReleased) continue;

            // MADV_PAGEOUT unmaps through the reverse map with a gather open that keeps nothing of it.
            var isGathered = mayGather && state.PlaceOf(change.First.Header) == KernelPlace.Zap;
            Changes.Of(bracket).Add(new Uninvalidated(change.First, change.InvalidatedBefore, ended.Acquired, isGathered));
        }
    }

    public void Take(in RangeInvalidated ir, MachineState state, Occurrences occurrences)
    {
        foreach (var bracket in state.TaskOf(ir.Header).Brackets)
            if (bracket.Mm == ir.Mm) Remove(Changes.Of(bracket), ir.Extent);
    }

    private static void Remove(List<Uninvalidated> changes, AddressRange extent)
    {
        for (var i = changes.Count - 1; i >= 0; i--)
            if (extent.Contains(changes[i].First.Extent)) changes.RemoveAt(i);
    }
}

/// <summary>A change that no invalidate_range has covered.</summary>
/// <param name="First">The store that first changed the entry in its section.</param>
/// <param name="InvalidatedBefore">The invalidate_range of the section that came before it; of kind None if there is none.</param>
/// <param name="Lock">The event that took the page-table lock.</param>
/// <param name="IsGathered">True if a mmu_gather may keep the page until its flush has invalidated it.</param>
internal readonly record struct Uninvalidated(PteChanged First, VmEvent InvalidatedBefore, VmEvent Lock, bool IsGathered)
{
    /// <summary>What the task held at the change, told when its bracket has ended: that lock, the bracket, and what it has held from before the change until now.</summary>
    public TaskContext ContextIn(Bracket bracket, TaskState task)
    {
        var (at, taken, now) = (First.Header.Sequence, Lock, task.Snapshot());
        return now with
        {
            Held = [.. now.Held.Where(held => held.Acquired.Header.Sequence < taken.Header.Sequence), new HeldLock(taken)],
            OpenBrackets = [.. now.OpenBrackets.Append(bracket.Start).Where(start => start.Header.Sequence < at).OrderBy(start => start.Header.Sequence)],
        };
    }
}
