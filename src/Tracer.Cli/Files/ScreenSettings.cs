namespace Tracer.Cli.Files;

/// <summary>How a person wants to read on his terminal, by the variables that programs agree on.</summary>
/// <param name="HasColour">Lines have colours.</param>
/// <param name="Pager">The command that shows a page at a time; null: none does.</param>
internal sealed record ScreenSettings(bool HasColour, string? Pager)
{
    private const string UsualPager = "less";

    /// <param name="variable">The value of an environment variable.</param>
    /// <param name="mayPage">A pager is wanted.</param>
    public static ScreenSettings Of(Func<string, string?> variable, bool mayPage)
    {
        var isDumb = variable("TERM") is null or "" or "dumb";
        var pager = variable("PAGER") ?? (IsInstalled(UsualPager, variable("PATH")) ? UsualPager : "");
        return new ScreenSettings(!isDumb && string.IsNullOrEmpty(variable("NO_COLOR")), mayPage && !isDumb && pager.Trim() is not ("" or "cat") ? pager : null);
    }

    private static bool IsInstalled(string program, string? path) => path?.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Join(folder, program))) ?? false;
}
