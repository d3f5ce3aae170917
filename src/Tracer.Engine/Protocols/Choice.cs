using System.Text;

namespace Tracer.Engine;

/// <summary>Something that kernels have done in more than one way.</summary>
/// <param name="Name">As <c>--set</c> takes it.</param>
/// <param name="Summary">What it decides.</param>
/// <param name="Values">What it can be.</param>
/// <param name="Protocols">The protocols it applies to; elsewhere it cannot be changed.</param>
public sealed record Choice(string Name, string Summary, IReadOnlyList<string> Values, IReadOnlyList<string> Protocols);

/// <summary>A choice whose values are an enum, and the value of another choice that it depends on.</summary>
internal sealed class Choice<T>(int index, string name, string summary, Predicate<Protocol>? applies = null) : IChoice
    where T : struct, Enum
{
    private static readonly string[] Known = [.. Enum.GetNames<T>().Select(Kebab)];

    public int Index => index;

    public string Name => name;

    public string Summary => summary;

    public IReadOnlyList<string> Values => Known;

    public bool AppliesTo(Protocol protocol) => applies is null || applies(protocol);

    // ExclusiveMember -> exclusive-member.
    private static string Kebab(string member)
    {
        var text = new StringBuilder();
        foreach (var letter in member)
        {
            if (char.IsUpper(letter) && text.Length > 0) text.Append('-');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}

internal interface IChoice
{
    int Index { get; }

    string Name { get; }

    string Summary { get; }

    IReadOnlyList<string> Values { get; }

    bool AppliesTo(Protocol protocol);
}
