using Tracer.Testing.Captures;

namespace Tracer.Testing.Mutators;

/// <summary>The events of one CPU from the first change to the return of range_end are lost, and a marker says so.</summary>
public sealed class CpuEventsLost : Mutator
{
    public override string Name => "events lost";

    public override bool Fits(CaptureBracket bracket) => true;

    public override void Apply(CaptureBracket bracket, Draft draft)
    {
        var first = bracket.Changes[0].Line;
        List<CaptureLine> lost = [.. draft.Between(first, bracket.Ending[^1]).Where(line => line.Pid >= 0 && line.Cpu == first.Cpu)];
        draft.Replace(first, new CaptureLine($"CPU:{first.Cpu} [LOST {lost.Count} EVENTS]"));
        draft.Remove(lost);
    }
}
