using Microsoft.CodeAnalysis;

namespace Tracer.Mutants;

/// <summary>One small change of the code's meaning.</summary>
/// <param name="Place">What is replaced.</param>
/// <param name="By">By what.</param>
/// <param name="Kind">What kind of change it is.</param>
internal sealed record Mutation(SyntaxNode Place, SyntaxNode By, string Kind)
{
    public string Path => Place.SyntaxTree.FilePath;

    public int Line => Place.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    /// <summary>The code before and after, on one line.</summary>
    public string Words => $"`{OneLine(Place)}` → `{OneLine(By)}`";

    public SyntaxTree Tree => Place.SyntaxTree.WithRootAndOptions(Place.SyntaxTree.GetRoot().ReplaceNode(Place, By), Place.SyntaxTree.Options);

    private static string OneLine(SyntaxNode node)
    {
        var text = string.Join(' ', node.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("|", "\\|", StringComparison.Ordinal);
        return text.Length > 90 ? text[..90] + "…" : text;
    }
}
