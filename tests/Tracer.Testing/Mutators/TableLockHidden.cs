using Tracer.Testing.Captures;

namespace Tracer.Testing.Mutators;

/// <summary>The lines of the lock are gone, but the depth column still counts it: something is held out of sight, so that nothing is proved.</summary>
public sealed class TableLockHidden : Mutator
{
    public override string Name => "table lock out of sight";

    public override bool Fits(CaptureBracket bracket) => bracket.Section is not null;

    public override void Apply(CaptureBracket bracket, Draft draft) =>
        draft.Remove([.. bracket.Section!.Taking, bracket.Section.Releasing]);
}
