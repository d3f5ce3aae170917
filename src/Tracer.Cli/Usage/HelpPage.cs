using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Tracer.Cli.Usage;

/// <summary>A help page of 80 columns wherever it is printed, with examples at its end.</summary>
internal sealed class HelpPage : SynchronousCommandLineAction
{
    private const int Columns = 80;
    private readonly HelpAction page;
    private readonly string[] rootExamples;

    private HelpPage(HelpAction page, string[] rootExamples)
    {
        this.page = page;
        this.rootExamples = rootExamples;
        page.MaxWidth = Columns;
    }

    // Whoever asks for help has often not yet written all that is required.
    public override bool ClearsParseErrors => true;

    public static void Install(RootCommand root, params string[] examples)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpPage((HelpAction)help.Action!, examples);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var console = parseResult.InvocationConfiguration;
        var output = console.Output;
        using var text = new StringWriter();
        console.Output = text;
        var exitCode = page.Invoke(parseResult);
        console.Output = output;

        // The page is wrapped with blanks left at the ends of its lines.
        foreach (var line in text.ToString().TrimEnd().Split('\n')) output.WriteLine(line.TrimEnd());
        output.WriteLine();
        output.WriteLine("Examples:");
        foreach (var example in parseResult.CommandResult.Command is ExampleCommand command ? command.Examples : rootExamples)
            output.WriteLine($"  {example}");
        return exitCode;
    }
}
