namespace Tracer.Engine;

/// <summary>Finds things by name, and says which there are when a name is unknown.</summary>
internal static class Catalogue
{
    internal static T Find<T>(string what, string name, IReadOnlyList<T> known, Func<T, string> nameOf)
    {
        foreach (var one in known)
            if (string.Equals(nameOf(one), name, StringComparison.Ordinal)) return one;
        throw new ArgumentException($"unknown {what} '{name}'; known: {string.Join(", ", known.Select(nameOf))}");
    }
}
