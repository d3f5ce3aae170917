using Tracer.Events.Sources;

namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>The gaps of a trace. Lines or records that are lost one behind the other for one cause are one gap.</summary>
internal sealed class GapList(KernelTranslator translator)
{
    private readonly GapTally gaps = new();
    private bool isOpen;

    public IReadOnlyList<Gap> All => gaps.All;

    /// <summary>An event follows: what is lost after it is another gap.</summary>
    public void Follow() => isOpen = false;

    /// <summary>Events are lost before the next one.</summary>
    /// <param name="cpu">On which CPU; -1 if that is not told.</param>
    /// <param name="count">How many; -1 if that is not told.</param>
    /// <param name="number">Of the line that shows it, or of the record that they are missing before.</param>
    /// <param name="cause">What shows it.</param>
    public void Lose(int cpu, long count, long number, GapCause cause)
    {
        var credible = Gap.Credible(count);
        var gap = new Gap(LineSequence.First(number - 1), cpu < 0 ? null : cpu, credible) { Cause = cause };
        if (isOpen && cause != GapCause.Told && All[^1].Cause == cause)
        {
            gaps.Extend(gap);
            return;
        }

        isOpen = true;
        gaps.Add(gap);
        Forget(cpu, count, number);
    }

    /// <summary>What a gap says is missing is missing up to here: nothing that is pending can be relied on.</summary>
    public void Forget(int cpu, long count, long number) =>
        translator.Lost(cpu, Gap.Credible(count) ?? -1, new EventHeader { Sequence = LineSequence.First(number), Cpu = (short)cpu, PreemptDepth = EventHeader.UnknownDepth });
}
