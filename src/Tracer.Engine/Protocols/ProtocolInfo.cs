namespace Tracer.Engine.Protocols;

/// <summary>A protocol as <c>list</c> shows it.</summary>
/// <param name="Name">As <c>--protocol</c> takes it: a kernel version or a commit.</param>
/// <param name="Summary">How that kernel notifies, in a sentence.</param>
/// <param name="Choices">The choices that apply to it and what they are there.</param>
public sealed record ProtocolInfo(string Name, string Summary, IReadOnlyList<KeyValuePair<string, string>> Choices);
