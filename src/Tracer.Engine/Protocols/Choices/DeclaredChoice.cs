using System.Reflection;
using Tracer.Engine.Catalogues;
using Tracer.Engine.Protocols;
using Tracer.Engine.Scheduling;

namespace Tracer.Engine.Protocols.Choices;

/// <summary>A choice as an enum declares it: its type and its members are the names.</summary>
internal sealed class DeclaredChoice
{
    private readonly Type type;
    private readonly ChoiceAttribute declared;

    private DeclaredChoice(Type type, ChoiceAttribute declared, int index)
    {
        this.type = type;
        this.declared = declared;
        Index = index;
        Name = Kebab.Of(type.Name);
        Values = [.. Enum.GetNames(type).Select(Kebab.Of)];
    }

    /// <summary>All choices by name.</summary>
    internal static IReadOnlyList<DeclaredChoice> All { get; } =
    [
        .. Declarations.Types
            .Select(type => (Type: type, Declared: type.GetCustomAttribute<ChoiceAttribute>()))
            .Where(choice => choice.Declared is not null)
            .OrderBy(choice => Kebab.Of(choice.Type.Name), StringComparer.Ordinal)
            .Select((choice, index) => new DeclaredChoice(choice.Type, choice.Declared!, index)),
    ];

    /// <summary>Where a protocol keeps its value.</summary>
    internal int Index { get; }

    internal string Name { get; }

    internal string Summary => declared.Summary;

    internal IReadOnlyList<string> Values { get; }

    /// <summary>What must be so for it to mean anything; null if nothing must.</summary>
    internal ChoiceCondition? Condition => field ??= (declared.Where ?? declared.Unless) is { } value
        ? new ChoiceCondition(All[IndexOf(value.GetType())], (int)value, IsNegated: declared.Where is null)
        : null;

    internal static int IndexOf(Type type)
    {
        for (var i = 0; i < All.Count; i++)
            if (All[i].type == type) return i;
        throw new ArgumentException($"{type.Name} is no choice");
    }
}

/// <summary>That another choice has a value, or has not.</summary>
internal sealed record ChoiceCondition(DeclaredChoice Choice, int Value, bool IsNegated);
