namespace Tracer.Charts.Data;

/// <summary>All that a drawing says, before it is drawn: whoever draws it adds sizes and pixels, nothing else.</summary>
/// <param name="Title">What is shown, and where.</param>
/// <param name="Subtitle">A sentence more.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
public abstract record Chart(string Title, string Subtitle, Axis X, Axis Y);

/// <summary>An axis in data units.</summary>
public sealed record Axis(string Label, double From, double To, IReadOnlyList<Tick> Ticks);

/// <summary>A place on an axis and what stands there.</summary>
public readonly record struct Tick(double At, string Label);
