using Tracer.Traces.Reading;

namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>Where events of a trace are missing: whoever asks how complete it is learns of it, and the translator, for which nothing pending is certain any more.</summary>
internal sealed class Losses(KernelTranslator translator, EventBatch batch)
{
    private readonly List<Gap> gaps = [];
    private long refused;

    public IReadOnlyList<Gap> Gaps => gaps;

    /// <param name="cpu">The CPU that lost them; -1 if not told.</param>
    /// <param name="count">How many; -1 if not told.</param>
    /// <param name="number">Of the line or record that they are missing before.</param>
    public void Lose(int cpu, long count, long number)
    {
        gaps.Add(new Gap(LineSequence.First(number - 1), cpu < 0 ? null : cpu, Gap.Credible(count)));
        Forget(cpu, count, number);
    }

    /// <summary>What was told to be missing is missing up to here.</summary>
    public void Forget(int cpu, long count, long number) =>
        translator.Lost(cpu, Gap.Credible(count) ?? -1, new EventHeader { Sequence = LineSequence.First(number), Cpu = (short)cpu, PreemptDepth = EventHeader.UnknownDepth });

    /// <summary>A number that no kernel writes was left out: what the line or record tells is not known, and so what it changes is not.</summary>
    public void LoseRefused(int cpu, long number)
    {
        if (batch.Refused == refused) return;
        var count = batch.Refused - refused;
        refused = batch.Refused;
        Lose(cpu, count, number);
    }

    /// <summary>Events are missing, and nothing tells where.</summary>
    public void LoseSomewhere(int cpu, long count) => gaps.Add(new Gap(0, cpu, Gap.Credible(count)));
}
