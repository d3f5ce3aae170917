using System.CommandLine;
using System.CommandLine.Parsing;

namespace Tracer.Cli.Usage;

/// <summary>The argument that names a trace, or several.</summary>
internal static class TraceArgument
{
    private const string Forms = "a .nettrace of this tool, ftrace text or a trace.dat (plain or gzip); - for standard input";

    public static Argument<string> One()
    {
        var trace = new Argument<string>("TRACE") { Description = Forms };
        trace.Validators.Add(RefuseOptions);
        return trace;
    }

    public static Argument<string[]> Several()
    {
        var traces = new Argument<string[]>("TRACE") { Description = $"{Forms}; a folder stands for the traces in it", Arity = ArgumentArity.OneOrMore };
        traces.Validators.Add(RefuseOptions);
        return traces;
    }

    private static IEnumerable<string> OptionsOf(ArgumentResult result) =>
        result.Parent is CommandResult { Command: var command } ? command.Options.SelectMany(option => option.Aliases.Append(option.Name)) : [];

    // An option that does not exist would be taken for one more trace.
    private static void RefuseOptions(ArgumentResult result)
    {
        foreach (var token in result.Tokens)
            if (token.Value is ['-', _, ..]) result.AddError($"no option '{token.Value}'{DidYouMean.Of(token.Value, OptionsOf(result))}");
    }
}
