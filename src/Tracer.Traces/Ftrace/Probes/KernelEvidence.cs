namespace Tracer.Traces.Ftrace.Probes;

/// <summary>Which kernel a trace comes from: told by the user, by the trace itself, or by probes that only some kernels can have; in this order.</summary>
internal sealed record KernelEvidence(string? Kernel, KnownFrom From, string? Why, KernelGeneration Generation)
{
    private static readonly KernelVersion ArchInvalidation = new(6, 6);

    /// <summary>What speaks against it, in words; null if nothing does.</summary>
    public string? Contradiction { get; init; }

    /// <param name="option">What the user says; null if nothing.</param>
    /// <param name="beginning">Of the text.</param>
    /// <param name="header">What the trace says of itself, as <c>uname -r</c> prints it; null if nothing.</param>
    public static KernelEvidence Of(string? option, ReadOnlySpan<byte> beginning, string? header = null)
    {
        var shown = ProbeEvidence.In(beginning);
        if (option is not null)
            return Told(option, KnownFrom.Option, "as asked for") with { Contradiction = AgainstHeader(option, header) ?? shown?.Against(option) };
        if (header is not null)
            return Told(header, KnownFrom.Header, null) with { Contradiction = shown?.Against(header) };
        return shown switch
        {
            null => new(null, KnownFrom.None, "no probe of the trace tells kernels apart", KernelGeneration.Any),
            { Kernels: { } kernels } => new($"{kernels}", KnownFrom.Probes, shown.Why, GenerationOf(kernels)),
            _ => new(null, KnownFrom.None, "its probes tell of kernels that exclude each other", KernelGeneration.Any) { Contradiction = shown.Why },
        };
    }

    private static KernelEvidence Told(string version, KnownFrom from, string? why) =>
        new(version, from, why, KernelVersionRange.TryParse(version, out var kernels) ? GenerationOf(kernels) : KernelGeneration.Any);

    private static string? AgainstHeader(string option, string? header) =>
        KernelVersionRange.TryParse(option, out var asked) && header is not null && KernelVersionRange.TryParse(header, out var said) && !asked.Overlaps(said)
            ? $"the trace says that it is of Linux {header}" : null;

    private static KernelGeneration GenerationOf(KernelVersionRange kernels) => kernels switch
    {
        _ when kernels.Last < ArchInvalidation => KernelGeneration.Until65,
        _ when kernels.First >= ArchInvalidation => KernelGeneration.From66,
        _ => KernelGeneration.Any,
    };
}
