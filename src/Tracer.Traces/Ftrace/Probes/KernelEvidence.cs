using System.Text;

namespace Tracer.Traces.Ftrace.Probes;

/// <summary>Which kernel a trace comes from: told by the user, or by probes that only some kernels can have.</summary>
internal sealed record KernelEvidence(string? Kernel, KnownFrom From, string? Why, KernelGeneration Generation)
{
    private static readonly KernelVersion ArchInvalidation = new(6, 6);

    private static readonly (string Text, string Kernel, KernelGeneration Generation, string Why)[] Decisive =
    [
        (" only_end=", "4.15-6.5", KernelGeneration.Until65, "range_end has the field only_end"),
        (": invalidate_range: ", "4.15-6.5", KernelGeneration.Until65, "the probe invalidate_range is there"),
        (": arch_invalidate_secondary_tlbs: ", "6.6+", KernelGeneration.From66, "the probe arch_invalidate_secondary_tlbs is there"),
        (": set_ptes__", "6.6+", KernelGeneration.From66, "entries are set by set_ptes"),
    ];

    public static KernelEvidence Of(string? option, ReadOnlySpan<byte> beginning, string? header = null)
    {
        if (option is not null) return new(option, KnownFrom.Option, "as asked for", GenerationOf(option));
        if (header is not null) return new(header, KnownFrom.Header, null, GenerationOf(header));
        foreach (var (text, kernel, generation, why) in Decisive)
            if (beginning.IndexOf(Encoding.ASCII.GetBytes(text)) >= 0) return new(kernel, KnownFrom.Probes, why, generation);
        return new(null, KnownFrom.None, "no probe of the trace tells kernels apart", KernelGeneration.Any);
    }

    private static KernelGeneration GenerationOf(string version)
    {
        if (!KernelVersionRange.TryParse(version, out var range)) return KernelGeneration.Any;
        if (range.Last < ArchInvalidation) return KernelGeneration.Until65;
        return range.First >= ArchInvalidation ? KernelGeneration.From66 : KernelGeneration.Any;
    }
}
