using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Charts.Data;

namespace Tracer.Charts.Building;

/// <summary>Where a picture comes from: it is passed on without the trace, and without the command that drew it.</summary>
internal static class OriginKey
{
    /// <summary>The code that the trace shows, such as <c>Linux 6.1</c>; empty if it is not known.</summary>
    public static string Code(TraceHead head) => head.Origin switch
    {
        { Protocol: { } protocol } => $"protocol {protocol}",
        { Kernel: { } kernel } => $"Linux {kernel}",
        _ => "",
    };

    /// <summary>A title with the code and the trace behind it.</summary>
    public static string Title(string title, TraceHead head) => string.Join(", ", new[] { title, Code(head), head.Path }.Where(part => part.Length > 0));

    /// <param name="head">The trace.</param>
    /// <param name="hash">Over everything in it but timestamps, as <c>info</c> prints it; null if it was not made.</param>
    public static KeyLine Of(TraceHead head, string? hash) =>
        new("From", string.Join(", ", new[] { Code(head), head.Path, hash is null ? "" : $"hash {hash}", $"drawn by Tracer {ToolVersion.Text}" }.Where(part => part.Length > 0)));
}
