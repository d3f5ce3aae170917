using Tracer.Engine.Protocols;

namespace Tracer.Engine.Scenarios;

/// <summary>What a kernel must have for a scenario to mean anything.</summary>
/// <param name="Choice">As <c>--set</c> takes it, the alternatives joined by "or".</param>
/// <param name="IsMet">Whether a protocol has it.</param>
internal sealed record ScenarioNeed(string Choice, Predicate<Protocol> IsMet);
