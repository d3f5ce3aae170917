using System.CommandLine;
using Tracer.Analysis.Rules;
using Tracer.Cli.Usage;
using Tracer.Engine.Drivers;
using Tracer.Engine.Faults;
using Tracer.Engine.Operations;
using Tracer.Engine.Protocols;
using Tracer.Engine.Scenarios;
using Tracer.Reports.Text;

namespace Tracer.Cli.Commands;

/// <summary><c>tracer list</c>: what there is.</summary>
internal static class ListCommand
{
    private static readonly Dictionary<string, Action<TextWriter>> Lists = new(StringComparer.Ordinal)
    {
        ["scenarios"] = WriteScenarios,
        ["protocols"] = WriteProtocols,
        ["drivers"] = output => NameList.Write("driver", DriverCatalogue.All.Select(driver => (driver.Name, driver.Summary)), output),
        ["faults"] = output => NameList.Write("fault", FaultCatalogue.All.Select(fault => (fault.Name, $"{fault.Summary} ({fault.Rule})")), output),
        ["operations"] = output => NameList.Write("operation", OperationCatalogue.All.Select(operation => (operation.Name, operation.Summary)), output),
        ["rules"] = output => RuleTexts.WriteAll(RuleCatalogue.All.Select(rule => rule.Info), output),
    };

    public static Command Create()
    {
        var what = new Argument<string>("WHAT") { Description = string.Join(", ", Lists.Keys), HelpName = "WHAT" }.OneOf([.. Lists.Keys]);
        var command = new ExampleCommand("list", "List what there is to choose from.", "tracer list scenarios", "tracer list protocols") { what };
        command.SetAction(parsed =>
        {
            Lists[parsed.GetValue(what)!](parsed.InvocationConfiguration.Output);
            return ExitCode.Holds;
        });
        return command;
    }

    private static void WriteScenarios(TextWriter output)
    {
        NameList.Write("scenario", ScenarioCatalogue.Workloads.Select(scenario => (scenario.Name, scenario.Summary)), output);
        output.WriteLine();
        var table = new Table("exhibit", "breaks", "what went wrong, in a machine that comes with it");
        foreach (var exhibit in Museum.All) table.Add(exhibit.Name, exhibit.Rules.Count > 0 ? string.Join(' ', exhibit.Rules) : "-", exhibit.Summary);
        table.Write(output);
        output.WriteLine();
        output.WriteLine("An exhibit that breaks something has a mended twin: B02-mended beside B02.");
    }

    private static void WriteProtocols(TextWriter output)
    {
        NameList.Write("protocol", ProtocolCatalogue.All.Select(protocol => (protocol.Name, protocol.Summary)), output);
        output.WriteLine();
        var table = new Table("choice", "what it is, from which protocol on");
        foreach (var choice in ChoiceCatalogue.All) table.Add(choice.Name, string.Join(", ", History(choice)));
        table.Write(output);
        output.WriteLine();
        NameList.Write("choice", ChoiceCatalogue.All.Select(choice => (choice.Name, $"{choice.Summary}: {string.Join(", ", choice.Values)}")), output);
    }

    // "2.6.34=rcu", "3.7=srcu": a matrix of ten protocols would be two screens wide, and most of it says "as before".
    private static IEnumerable<string> History(Choice choice)
    {
        var before = "";
        foreach (var protocol in ProtocolCatalogue.All)
        {
            var value = protocol.Choices.FirstOrDefault(pair => pair.Key == choice.Name).Value ?? "-";
            if (value != before) yield return $"{protocol.Name}={value}";
            before = value;
        }
    }
}
