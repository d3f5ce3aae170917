using System.CommandLine;
using Tracer.Analysis.Eras;

namespace Tracer.Cli.Usage;

/// <summary>The options that say which kernel or protocol a trace comes from, where it does not tell or is not to be believed.</summary>
internal static class OriginOptions
{
    public static Option<string> Kernel() =>
        Checked(new("--kernel") { Description = "the kernel that a text trace comes from, such as 6.1", HelpName = "VERSION" });

    public static Option<string> Protocol() =>
        Checked(new("--protocol") { Description = "judge by this protocol in place of the trace's own", HelpName = "P" });

    private static Option<string> Checked(Option<string> option)
    {
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
}
