using System.Runtime.CompilerServices;

namespace Tracer.Engine;

/// <summary>What a kernel does: a value for every choice.</summary>
internal sealed class Protocol
{
    private readonly int[] values = new int[Choices.Known.Count];

    internal Protocol(string name, string summary, params ReadOnlySpan<(IChoice Choice, int Value)> set)
    {
        Name = name;
        Summary = summary;
        foreach (var (choice, value) in set) values[choice.Index] = value;
    }

    private Protocol(Protocol from)
    {
        Name = from.Name;
        Summary = from.Summary;
        from.values.CopyTo(values, 0);
    }

    internal string Name { get; }

    internal string Summary { get; }

    /// <summary>The choices that apply and what they are, as <c>choice=value</c>.</summary>
    internal IEnumerable<KeyValuePair<string, string>> InForce =>
        Choices.Known.Where(choice => choice.AppliesTo(this)).Select(choice => KeyValuePair.Create(choice.Name, choice.Values[values[choice.Index]]));

    internal T Get<T>(Choice<T> choice)
        where T : struct, Enum => Unsafe.BitCast<int, T>(values[choice.Index]);

    /// <summary>This protocol with choices changed in the order given, so that one may bring the next into force.</summary>
    internal Protocol With(IEnumerable<KeyValuePair<string, string>> changes)
    {
        var changed = new Protocol(this);
        foreach (var (name, value) in changes) changed.Change(name, value);
        return changed;
    }

    private void Change(string name, string value)
    {
        var choice = Choices.Known.FirstOrDefault(known => known.Name == name);
        if (choice is null || !choice.AppliesTo(this))
        {
            var applicable = string.Join(", ", Choices.Known.Where(known => known.AppliesTo(this)).Select(known => known.Name));
            var what = choice is null ? $"unknown choice '{name}'" : $"choice '{name}' does not apply to protocol {Name}";
            throw new ArgumentException($"{what}; those that apply: {applicable}");
        }

        var index = choice.Values.ToList().IndexOf(value);
        if (index < 0) throw new ArgumentException($"choice '{name}' cannot be '{value}'; it is one of: {string.Join(", ", choice.Values)}");
        values[choice.Index] = index;
    }
}
