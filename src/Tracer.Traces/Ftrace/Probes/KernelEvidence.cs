using System.Globalization;
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

    public static KernelEvidence Of(string? option, ReadOnlySpan<byte> beginning)
    {
        if (option is not null) return new(option, KnownFrom.Option, "as asked for", GenerationOf(option));
        foreach (var (text, kernel, generation, why) in Decisive)
            if (beginning.IndexOf(Encoding.ASCII.GetBytes(text)) >= 0) return new(kernel, KnownFrom.Probes, why, generation);
        return new(null, KnownFrom.None, "no probe of the trace tells kernels apart", KernelGeneration.Any);
    }

    /// <param name="option">What the user says; null if nothing.</param>
    /// <param name="release">What the trace says, such as <c>6.1.0-50-amd64</c>; null if nothing.</param>
    /// <param name="beginning">Lines of its beginning.</param>
    public static KernelEvidence Of(string? option, string? release, ReadOnlySpan<byte> beginning)
    {
        if (option is not null || release is null || !KernelVersion.TryParse(Numbers(release), out var version)) return Of(option, beginning);
        var kernel = string.Create(CultureInfo.InvariantCulture, $"{version.Major}.{version.Minor}");
        return new(kernel, KnownFrom.Header, $"its release is {release}", GenerationOf(kernel));
    }

    // Of `7.3-rc7-amd64` what stands before the first sign that is no part of a number.
    private static string Numbers(string release)
    {
        var end = release.AsSpan().IndexOfAnyExcept("0123456789.");
        return end < 0 ? release : release[..end];
    }

    private static KernelGeneration GenerationOf(string version)
    {
        if (!KernelVersionRange.TryParse(version, out var range)) return KernelGeneration.Any;
        if (range.Last < ArchInvalidation) return KernelGeneration.Until65;
        return range.First >= ArchInvalidation ? KernelGeneration.From66 : KernelGeneration.Any;
    }
}
