namespace Tracer.Engine.Catalogues;

/// <summary>Everything of a kind that is declared, by name: to add one is to declare it, in a static field wherever it belongs.</summary>
internal sealed class Catalogue<T>(string what, Func<T, string> nameOf)
    where T : class
{
    internal IReadOnlyList<T> All => field ??= [.. Declarations.Of<T>().OrderBy(nameOf, StringComparer.Ordinal)];

    /// <exception cref="ArgumentException">There is none of that name; the message says which there are.</exception>
    internal T Find(string name) => Find(what, name, All, nameOf);

    internal static T Find(string what, string name, IReadOnlyList<T> known, Func<T, string> nameOf)
    {
        foreach (var one in known)
            if (string.Equals(nameOf(one), name, StringComparison.Ordinal)) return one;
        throw new ArgumentException($"unknown {what} '{name}'; known: {string.Join(", ", known.Select(nameOf))}");
    }
}
