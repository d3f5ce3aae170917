using System.CommandLine;
using Tracer.Analysis.Eras;
using Tracer.Engine.Protocols;

namespace Tracer.Cli.Usage;

/// <summary>The options that say which kernel or protocol a trace comes from, where it does not tell or is not to be believed.</summary>
internal static class OriginOptions
{
    public static Option<string> Kernel()
    {
        var option = new Option<string>("--kernel") { Description = "the kernel that a kernel's trace comes from, such as 6.1, or what `uname -r` prints", HelpName = "VERSION" };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                try
                {
                    _ = EraOf.Named(token.Value);
                }
                catch (ArgumentException e)
                {
                    result.AddError($"{option.Name}: {e.Message}");
                }
            }
        });
        return option;
    }

    public static Option<string> Protocol() =>
        new Option<string>("--protocol") { Description = "judge by this protocol, of `list protocols`, in place of the trace's own", HelpName = "P" }
            .OneOf([.. ProtocolCatalogue.All.Select(protocol => protocol.Name)]);
}
