using System.CommandLine;
using System.CommandLine.Parsing;

namespace Tracer.Cli.Usage;

/// <summary>Says in one line what is wrong with a command line and where to look.</summary>
internal static class UsageError
{
    public static string Of(ParseResult parsed) => $"{Complaint(parsed)}; see {string.Join(' ', Path(parsed.CommandResult))} --help";

    private static string Complaint(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is not [var unknown, ..]) return parsed.Errors[0].Message.TrimEnd('.');
        if (unknown.StartsWith('-')) return $"no option '{unknown}'{DidYouMean.Of(unknown, Options(parsed.CommandResult))}";
        return command.Subcommands.Count > 0
            ? $"no command '{unknown}'{DidYouMean.Of(unknown, command.Subcommands.Select(known => known.Name))}; known: {string.Join(", ", command.Subcommands.Select(known => known.Name))}"
            : $"'{unknown}' is one too many";
    }

    private static IEnumerable<string> Options(CommandResult command) => command.Command.Options.SelectMany(option => option.Aliases.Append(option.Name));

    private static IEnumerable<string> Path(CommandResult command) =>
        command.Parent is CommandResult parent ? Path(parent).Append(command.Command.Name) : ["tracer"];
}
