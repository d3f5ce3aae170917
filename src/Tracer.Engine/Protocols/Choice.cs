namespace Tracer.Engine.Protocols;

/// <summary>Something that kernels have done in more than one way.</summary>
/// <param name="Name">As <c>--set</c> takes it.</param>
/// <param name="Summary">What it decides.</param>
/// <param name="Values">What it can be, oldest first.</param>
/// <param name="Protocols">The protocols it applies to; elsewhere it cannot be changed.</param>
public sealed record Choice(string Name, string Summary, IReadOnlyList<string> Values, IReadOnlyList<string> Protocols);
