using Tracer.Testing.Captures;

namespace Tracer.Testing.Mutators;

/// <summary>Neither range_start nor range_end, nor their callbacks.</summary>
public sealed class BracketRemoved : Mutator
{
    public override string Name => "bracket removed";

    public override bool Fits(CaptureBracket bracket) => true;

    public override void Apply(CaptureBracket bracket, Draft draft)
    {
        draft.Remove([.. bracket.Starting, .. bracket.Ending]);
        foreach (var change in bracket.Changes) draft.Expect(change.Line, "N01");

        // An invalidate_range of its own, as kernels until 6.5 call it, now stands for a bracket that is not there.
        foreach (var line in bracket.Within)
            if (line.Name == "invalidate_range" && bracket.Changes.Any(change => Covers(line, change))) draft.Expect(line, "N11");

        // So does a change_pte: who has no such callback is told nothing.
        foreach (var line in bracket.NewEntries) draft.Expect(line, "C04");
    }

    private static bool Covers(CaptureLine invalidation, CaptureChange change) =>
        invalidation.Field("start") <= change.Page && change.Page < invalidation.Field("end");
}
