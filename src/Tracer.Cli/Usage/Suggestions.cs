using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Invocation;

namespace Tracer.Cli.Usage;

/// <summary>What a shell asks for to complete a command line: <c>tracer "[suggest:9]" "tracer ch"</c>. Each word is a line.</summary>
internal sealed class Suggestions : SynchronousCommandLineAction
{
    private readonly SynchronousCommandLineAction words;

    private Suggestions(SynchronousCommandLineAction words) => this.words = words;

    // Half a command line is seldom a right one.
    public override bool ClearsParseErrors => true;

    public static void Install(RootCommand root)
    {
        var directive = root.Directives.OfType<SuggestDirective>().Single();
        directive.Action = new Suggestions((SynchronousCommandLineAction)directive.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var console = parseResult.InvocationConfiguration;
        var output = console.Output;
        using var text = new StringWriter();
        console.Output = text;
        var exitCode = words.Invoke(parseResult);
        console.Output = output;
        foreach (var word in text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) output.WriteLine(word);
        return exitCode;
    }
}
