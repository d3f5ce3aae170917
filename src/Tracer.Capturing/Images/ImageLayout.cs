using Tracer.Traces.Ftrace.Definitions;

namespace Tracer.Capturing.Images;

/// <summary>The layout of one build, as its type information tells; of mainline where it does not.</summary>
internal sealed class ImageLayout(KernelImage image) : IKernelLayout
{
    private readonly MainlineLayout mainline = new(image.Version);

    public int? PlaceOf(ProbeDefinition definition, string parameter)
    {
        if (image.Types?.ParametersOf(definition.Function) is not { } parameters) return mainline.PlaceOf(definition, parameter);
        for (var i = 0; i < parameters.Count; i++)
            if (parameters[i] == parameter) return i + 1;
        return null;
    }

    public int? OffsetOf(string structure, string member) =>
        image.Types is { } types ? types.OffsetOf(structure, member) : mainline.OffsetOf(structure, member);
}
