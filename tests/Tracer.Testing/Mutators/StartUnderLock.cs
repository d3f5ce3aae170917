using Tracer.Testing.Captures;

namespace Tracer.Testing.Mutators;

/// <summary>range_start once the page-table lock is held; the depth column tells of the lock, as a kernel's would.</summary>
public sealed class StartUnderLock : Mutator
{
    public override string Name => "start under the lock";

    public override bool Fits(CaptureBracket bracket) => TableLockSection.Around(bracket.Changes[0].Line, bracket.Within) is not null;

    public override void Apply(CaptureBracket bracket, Draft draft)
    {
        var section = TableLockSection.Around(bracket.Changes[0].Line, bracket.Within)!;

        // The wrapper's might_sleep goes with it.
        var moved = bracket.Starting.AsEnumerable();
        if (bracket.Before is [{ Name: "cond_resched" }]) moved = bracket.Before.Concat(moved);
        List<CaptureLine> deeper = [.. moved.Select(line => draft.Replace(line, line.OneMore()))];
        draft.MoveBehind(section.Lines[1], deeper);
        draft.Expect(deeper.Find(line => line.Name == "range_start")!, "N02");
    }
}
