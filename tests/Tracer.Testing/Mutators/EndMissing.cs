using Tracer.Testing.Captures;

namespace Tracer.Testing.Mutators;

/// <summary>No range_end, nor its callbacks.</summary>
public sealed class EndMissing : Mutator
{
    public override string Name => "end missing";

    public override bool Fits(CaptureBracket bracket) => true;

    public override void Apply(CaptureBracket bracket, Draft draft)
    {
        draft.Remove(bracket.Ending);

        // What has no end is the bracket that began when range_start returned.
        draft.Expect(bracket.Starting[^1], "N04");
    }
}
