namespace Tracer.Pages.Timelines;

/// <summary>Texts, each once, by number; as they may be shown.</summary>
internal sealed class Texts
{
    private readonly Dictionary<string, int> indexes = new(StringComparer.Ordinal);
    private readonly List<string> all = [];

    public IReadOnlyList<string> All => all;

    public int IndexOf(string text)
    {
        if (indexes.TryGetValue(text, out var index)) return index;
        all.Add(Printable.Of(text));
        return indexes[text] = all.Count - 1;
    }
}
