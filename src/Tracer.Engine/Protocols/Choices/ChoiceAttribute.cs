namespace Tracer.Engine.Protocols.Choices;

/// <summary>The enum is something that kernels have done in more than one way; its members are the ways, oldest first.</summary>
/// <param name="summary">What it decides.</param>
[AttributeUsage(AttributeTargets.Enum)]
internal sealed class ChoiceAttribute(string summary) : Attribute
{
    public string Summary => summary;

    /// <summary>The value of another choice, a member of its enum, where alone this one means something; null: everywhere.</summary>
    public object? Where { get; init; }

    /// <summary>The value of another choice where this one means nothing.</summary>
    public object? Unless { get; init; }
}
