using System.Xml.Linq;

namespace Tracer.Pages.Parts;

/// <summary>Elements of a page. What comes from a trace is text, never markup, and shows what a terminal would obey by its number.</summary>
internal static class Html
{
    /// <summary>An element that is closed by a tag of its own even if nothing is in it, as HTML wants it.</summary>
    public static XElement Element(string name, params IEnumerable<object?> content) => new(name, [.. content.Select(Shown), ""]);

    public static XElement Classed(string name, string of, params IEnumerable<object?> content) => Element(name, [new XAttribute("class", of), .. content]);

    /// <summary>Lines as they stand.</summary>
    public static XElement Lines(IEnumerable<string> lines) => new("pre", string.Join('\n', lines.Select(Printable.Of)));

    /// <summary>What shows an event in the timeline; without scripts it is its text alone.</summary>
    public static XElement ToEvent(in VmEvent e, string text) => Element("a", new XAttribute("href", "#timeline"), new XAttribute("data-sequence", $"{e.Header.Sequence}"), text);

    private static object? Shown(object? content) => content switch
    {
        string text => Printable.Of(text),
        IEnumerable<object?> many => many.Select(Shown),
        _ => content,
    };
}
