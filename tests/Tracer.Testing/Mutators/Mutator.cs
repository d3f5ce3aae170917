using Tracer.Testing.Captures;

namespace Tracer.Testing.Mutators;

/// <summary>Breaks one rule in the text of a real capture: it edits lines, never events, so that the whole path from text to verdict is put to the test.</summary>
public abstract class Mutator
{
    /// <summary>Places changed in one copy of a capture.</summary>
    public const int Places = 10;

    /// <summary>What it does, in a few words.</summary>
    public abstract string Name { get; }

    /// <summary>True if the bracket has what this mutator changes.</summary>
    public abstract bool Fits(CaptureBracket bracket);

    /// <summary>Changes the draft at one bracket, and says what must be found there.</summary>
    public abstract void Apply(CaptureBracket bracket, Draft draft);

    /// <summary>A copy of the capture, changed at ten places spread over it, or at all if there are fewer.</summary>
    public (Draft Draft, int Places) Mutate(Capture capture)
    {
        var fitting = capture.Brackets.Where(Fits).ToArray();
        var places = Math.Min(Places, fitting.Length);
        var draft = new Draft(capture);
        for (var i = 0; i < places; i++) Apply(fitting[i * fitting.Length / places], draft);
        return (draft, places);
    }

    public override string ToString() => Name;
}
