using System.Text;

namespace Tracer.Engine;

/// <summary>Something that kernels have done in more than one way.</summary>
/// <param name="Name">As <c>--set</c> takes it.</param>
/// <param name="Summary">What it decides.</param>
/// <param name="Values">What it can be, oldest first.</param>
/// <param name="Protocols">The protocols it applies to; elsewhere it cannot be changed.</param>
public sealed record Choice(string Name, string Summary, IReadOnlyList<string> Values, IReadOnlyList<string> Protocols);

/// <summary>A choice as an enum declares it: its type and its members are the names.</summary>
internal sealed class DeclaredChoice(Type type, string summary, Predicate<Protocol>? applies)
{
    internal Type Type => type;

    internal string Name { get; } = Kebab(type.Name);

    internal string Summary => summary;

    internal IReadOnlyList<string> Values { get; } = [.. Enum.GetNames(type).Select(Kebab)];

    internal bool AppliesTo(Protocol protocol) => applies is null || applies(protocol);

    // RmapPagePlace -> rmap-page-place; IMmapLock -> i-mmap-lock.
    private static string Kebab(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0) text.Append('-');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
