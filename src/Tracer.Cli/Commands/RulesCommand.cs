using System.CommandLine;
using Tracer.Analysis.Rules;
using Tracer.Cli.Usage;
using Tracer.Reports.Text;

namespace Tracer.Cli.Commands;

/// <summary><c>tracer rules</c>: one rule in full, or all as a table.</summary>
internal static class RulesCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("RULE") { Description = "a rule's id, such as N01; all rules if none is given", Arity = ArgumentArity.ZeroOrOne };
        var command = new ExampleCommand("rules", "Tell a rule's statement, source, reasons and counterexample; without an id, list all rules.", "tracer rules", "tracer rules N01") { id };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(id) is { } wanted) RuleTexts.WriteOne(RuleCatalogue.Choose([wanted])[0].Info, output);
            else RuleTexts.WriteAll(RuleCatalogue.All.Select(rule => rule.Info), output);
            return ExitCode.Holds;
        });
        return command;
    }
}
