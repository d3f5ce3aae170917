using System.Runtime.CompilerServices;
using Tracer.Engine.Protocols.Choices;

namespace Tracer.Engine.Protocols;

/// <summary>What a kernel does: a value for every choice.</summary>
internal sealed class Protocol
{
    private readonly int[] values = new int[DeclaredChoice.All.Count];

    /// <summary>The oldest: the first value of every choice.</summary>
    internal Protocol(string name, string summary)
    {
        Name = name;
        Summary = summary;
    }

    private Protocol(Protocol from, string name, string summary)
        : this(name, summary) => from.values.CopyTo(values, 0);

    internal string Name { get; }

    internal string Summary { get; }

    /// <summary>The choices that apply and what they are, as <c>choice=value</c>.</summary>
    internal IEnumerable<KeyValuePair<string, string>> InForce =>
        DeclaredChoice.All.Where(choice => Offers(choice)).Select(choice => KeyValuePair.Create(choice.Name, choice.Values[ValueOf(choice)]));

    internal T Get<T>()
        where T : struct, Enum => Unsafe.BitCast<int, T>(values[Slot<T>.Index]);

    internal bool Is<T>(T value)
        where T : struct, Enum => values[Slot<T>.Index] == Unsafe.BitCast<T, int>(value);

    /// <summary>A kernel that came after this one and does the same, but for what <see cref="With{T}"/> says.</summary>
    internal Protocol Then(string name, string summary) => new(this, name, summary);

    internal Protocol With<T>(T value)
        where T : struct, Enum
    {
        var changed = new Protocol(this, Name, Summary);
        changed.values[Slot<T>.Index] = Unsafe.BitCast<T, int>(value);
        return changed;
    }

    /// <summary>This protocol with choices changed in the order given, so that one may bring the next into force.</summary>
    internal Protocol With(IEnumerable<KeyValuePair<string, string>> changes)
    {
        var changed = new Protocol(this, Name, Summary);
        foreach (var (name, value) in changes) changed.Change(name, value);
        return changed;
    }

    /// <summary>True if the choice means something here.</summary>
    internal bool Offers(DeclaredChoice choice) => choice.Condition is not { } condition || (values[condition.Choice.Index] == condition.Value) != condition.IsNegated;

    private int ValueOf(DeclaredChoice choice) => values[choice.Index];

    private void Change(string name, string value)
    {
        var choice = DeclaredChoice.All.FirstOrDefault(known => known.Name == name);
        if (choice is null || !Offers(choice))
        {
            var applicable = string.Join(", ", DeclaredChoice.All.Where(known => Offers(known)).Select(known => known.Name));
            var what = choice is null ? $"unknown choice '{name}'" : $"choice '{name}' does not apply to protocol {Name}";
            throw new ArgumentException($"{what}; those that apply: {applicable}");
        }

        var index = choice.Values.ToList().IndexOf(value);
        if (index < 0) throw new ArgumentException($"choice '{name}' cannot be '{value}'; it is one of: {string.Join(", ", choice.Values)}");
        values[choice.Index] = index;
    }

    private static class Slot<T>
        where T : struct, Enum
    {
        internal static readonly int Index = DeclaredChoice.IndexOf(typeof(T));
    }
}
