using Tracer.Engine.Protocols.Choices;

namespace Tracer.Engine.Protocols;

/// <summary>Every choice that a protocol is made of.</summary>
public static class ChoiceCatalogue
{
    /// <summary>All choices by name, as <c>list</c> shows them.</summary>
    public static IReadOnlyList<Choice> All { get; } =
        [.. DeclaredChoice.All.Select(choice => new Choice(choice.Name, choice.Summary, choice.Values, ProtocolCatalogue.Where(protocol => protocol.Offers(choice))))];
}
