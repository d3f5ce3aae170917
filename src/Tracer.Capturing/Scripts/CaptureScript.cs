using System.Globalization;
using System.Text;
using Tracer.Capturing.Images;
using Tracer.Capturing.Stores;
using Tracer.Traces.Ftrace.Definitions;

namespace Tracer.Capturing.Scripts;

/// <summary>A shell script that records a kernel, and what it records.</summary>
public sealed class CaptureScript
{
    private const string Prefix = "tracer_";

    private readonly KernelVersionRange kernels;
    private readonly KernelImage? image;
    private readonly IReadOnlyList<ProbeDefinition> definitions;

    private CaptureScript(KernelVersionRange kernels, KernelImage? image, bool isMinimal)
    {
        (this.kernels, this.image) = (kernels, image);
        definitions = [.. ProbeDefinitions.All.Where(definition => (definition.IsMinimal || !isMinimal) && definition.Kernels.Overlaps(kernels))];
        Stores = image is null || isMinimal ? null : FoundStores.In(image);
    }

    /// <summary>The kinds of event that its trace can show.</summary>
    public EventKindSet Shows => definitions.Select(ProbeDefinitions.Shows)
        .Concat(Stores is null ? [] : Stores.Probes.Select(store => ProbeDefinitions.ShowsStore(store.Operation)))
        .Aggregate(EventKindSet.Empty, (all, kinds) => all.Union(kinds));

    /// <summary>The stores of the image; null if there is no image, or none is asked for.</summary>
    internal FoundStores? Stores { get; }

    /// <summary>Lines that tell which stores were found, for a person; none if none were looked for.</summary>
    public IEnumerable<string> StoresTold => Stores?.Told ?? [];

    /// <summary>For kernels of these versions, by what is known of mainline.</summary>
    /// <param name="kernels">The versions.</param>
    /// <param name="isMinimal">A dozen probes only.</param>
    /// <exception cref="ArgumentException">No definition speaks of such kernels.</exception>
    public static CaptureScript For(KernelVersionRange kernels, bool isMinimal) => kernels.Overlaps(DefinedKernels.All)
        ? new CaptureScript(kernels.Intersect(DefinedKernels.All), null, isMinimal)
        : throw new ArgumentException($"probes are defined for kernels from {DefinedKernels.First} on, not for {kernels}");

    /// <summary>For one build, by what its image tells.</summary>
    /// <exception cref="ArgumentException">No definition speaks of such kernels.</exception>
    public static CaptureScript For(KernelImage image, bool isMinimal)
    {
        _ = For(new KernelVersionRange(image.Version, image.Version), isMinimal: true);
        return new CaptureScript(new(image.Version, image.Version), image, isMinimal);
    }

    /// <param name="output">Where the script goes.</param>
    /// <param name="about">Lines that its head is to tell.</param>
    public void Write(TextWriter output, IEnumerable<string> about)
    {
        using var stream = typeof(CaptureScript).Assembly.GetManifestResourceStream("capture.sh")!;
        using var reader = new StreamReader(stream);
        var text = new StringBuilder(reader.ReadToEnd())
            .Replace("@ABOUT@", string.Join('\n', about.Select(line => $"# {line}")))
            .Replace("@KERNEL@", KernelTest)
            .Replace("@VENDOR@\n", image is null ? "case $release in *.el[0-9]*) places= ;; esac # an enterprise kernel has parts of later ones\n" : "")
            .Replace("@OPTIMIZED@\n", Stores is null ? "" : Unoptimized)
            .Replace("@TRACEPOINTS@", string.Concat(definitions.Where(definition => definition.Kind == ProbeKind.Tracepoint).Select(definition => $" {definition.Event}")))
            .Replace("@PROBES@", string.Join('\n', Lines()));
        output.Write(text.ToString().Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    /// <summary>Lines of the script's table of probes.</summary>
    internal IEnumerable<string> Lines()
    {
        var lines = new List<string>();
        foreach (var definition in definitions.Where(definition => definition.Kind != ProbeKind.Tracepoint))
            lines.AddRange(image is null ? OfMainline(definition) : OfImage(definition, image));
        if (Stores is not null) lines.AddRange(Stores.Probes.Select(store => Line(kernels, "any", store.Define(Prefix))));
        return lines;
    }

    private string KernelTest => image is not null
        ? $"""
            built={Quoted($"{image.Release} {image.Build}")}
            [ "$release $(uname -v)" = "$built" ] || fail "made for $built: on another build its probes lie anywhere; this is $release $(uname -v)"
            """
        : $"""
            if [ "$version" -lt {Number(kernels.First)} ] || [ "$version" -gt {Number(kernels.Last)} ]; then fail "made for Linux {kernels}; this is $release"; fi
            """;

    // A jump that an optimised probe leaves in a function's midst has crashed kernels when many were armed and disarmed.
    private const string Unoptimized = """
        optimized=$(cat "$proc/sys/debug/kprobes-optimization" 2>/dev/null)
        [ -z "$optimized" ] || set_to 0 "$proc/sys/debug/kprobes-optimization"

        """;

    // By name first: a kernel refuses a name that its function has not, but takes any register for what it is not.
    private IEnumerable<string> OfMainline(ProbeDefinition definition)
    {
        var having = definition.Kernels.Intersect(kernels);
        var isPlain = definition.Arguments.All(argument => argument.Parameter is null);
        var named = new KernelVersionRange(isPlain ? having.First : DefinedKernels.FirstWithNames, KernelVersion.Last);
        if (having.Overlaps(named)) yield return Line(having.Intersect(named), KindOf(definition), definition.ByName(Prefix));
        var placed = definition.Places ?? definition.Kernels;
        if (isPlain || !placed.Overlaps(kernels)) yield break;
        foreach (var same in MainlineLayout.Alike(placed.Intersect(kernels))
            .Select(alike => (Kernels: alike, Text: definition.ByPlace(Prefix, new MainlineLayout(alike.First)))).Where(place => place.Text is not null)
            .GroupBy(place => place.Text!, place => place.Kernels))
        {
            yield return Line(new(same.First().First, same.Last().Last), KindOf(definition), same.Key);
        }
    }

    private IEnumerable<string> OfImage(ProbeDefinition definition, KernelImage of) =>
        definition.ByPlace(Prefix, new ImageLayout(of)) is { } text ? [Line(kernels, KindOf(definition), text)] : [];

    private static string Line(KernelVersionRange kernels, string kind, string definition) => $"{Number(kernels.First)} {Number(kernels.Last)} {kind} {definition}";

    private static string KindOf(ProbeDefinition definition) => definition.IsAddition ? "+" : definition.Preemption switch
    {
        ProbePreemption.RealTime => "realtime",
        ProbePreemption.NotRealTime => "usual",
        _ => "any",
    };

    private static string Number(KernelVersion version) => version == KernelVersion.Last ? "999999" : (version.Major * 1000 + version.Minor).ToString(CultureInfo.InvariantCulture);

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
