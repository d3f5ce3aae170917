namespace Tracer.Events.Sources;

/// <summary>Where a trace comes from: its form, and which code it shows.</summary>
/// <param name="Kind">The form.</param>
/// <param name="Protocol">The engine's protocol, such as <c>4.14</c>; null on a kernel trace.</param>
/// <param name="Kernel">The kernel's version or range of versions, such as <c>6.1</c> or <c>4.15-6.5</c>; null on an engine trace or if not known.</param>
/// <param name="KnownFrom">How protocol or kernel is known.</param>
/// <param name="Why">The same in words for a person, such as <c>the field only_end of range_end</c>; null if there is nothing to say.</param>
public sealed record TraceOrigin(TraceSourceKind Kind, string? Protocol, string? Kernel, KnownFrom KnownFrom, string? Why = null)
{
    /// <summary>What speaks against it, in words, such as a probe that this kernel has not got; null if nothing does. It is judged by all the same.</summary>
    public string? Contradiction { get; init; }
}
