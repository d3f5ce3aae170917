using System.CommandLine;

namespace Tracer.Cli.Usage;

/// <summary>A command whose help ends with command lines that can be pasted.</summary>
internal sealed class ExampleCommand(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples => examples;
}
