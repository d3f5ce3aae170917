using System.CommandLine;

namespace Tracer.Cli.Usage;

/// <summary>One run of the tool: where it writes, and what may end it early.</summary>
internal sealed class Invocation(Interruption interruption) : InvocationConfiguration
{
    public Interruption Interruption => interruption;
}
