using Tracer.Testing.Captures;

namespace Tracer.Testing.Mutators;

/// <summary>range_end right after range_start, before the page-table lock is taken.</summary>
public sealed class EndedEarly : Mutator
{
    public override string Name => "ended early";

    public override bool Fits(CaptureBracket bracket) => bracket.Changes.All(change => change.Page is not null);

    public override void Apply(CaptureBracket bracket, Draft draft)
    {
        draft.MoveBehind(bracket.Starting[^1], bracket.Ending);
        foreach (var change in bracket.Changes) draft.Expect(change.Line, "N03");
        foreach (var line in bracket.NewEntries) draft.Expect(line, "C04");
    }
}
