using System.CommandLine;
using Tracer.Cli.Usage;

namespace Tracer.Cli.Commands;

/// <summary><c>tracer help check</c>: what <c>tracer check --help</c> prints.</summary>
internal static class HelpCommand
{
    public static Command Create(RootCommand root)
    {
        var name = new Argument<string>("COMMAND") { HelpName = "COMMAND", Description = "the command; the tool itself if none is given", Arity = ArgumentArity.ZeroOrOne };
        name.CompletionSources.Add(_ => root.Subcommands.Select(command => new System.CommandLine.Completions.CompletionItem(command.Name)));
        var command = new ExampleCommand("help", "Print the page of a command.", "tracer help check", "tracer help") { name };
        command.SetAction(parsed =>
        {
            var known = root.Subcommands.Select(one => one.Name).ToArray();
            if (parsed.GetValue(name) is not { } typed) return root.Parse(["--help"]).Invoke(parsed.InvocationConfiguration);
            var wanted = Typed.Name(typed, known);
            return known.Contains(wanted) ? root.Parse([wanted, "--help"]).Invoke(parsed.InvocationConfiguration)
                : throw new ArgumentException($"unknown command '{typed}'; known: {string.Join(", ", known)}");
        });
        return command;
    }
}
