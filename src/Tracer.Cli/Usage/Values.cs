using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Tracer.Cli.Usage;

/// <summary>What an option or argument may be, with complaints that name the option, what was found and what is allowed.</summary>
internal static class Values
{
    /// <param name="name">Of the option.</param>
    /// <param name="least">The lowest that it may be.</param>
    /// <param name="helpName">What help calls the number.</param>
    /// <param name="description">For help.</param>
    /// <param name="most">The highest that it may be; null: any.</param>
    public static Option<T?> Number<T>(string name, T least, string helpName, string description, T? most = null)
        where T : struct, IBinaryInteger<T> => new(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                if (T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && !(number > most)) return number;
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} {text}: a whole number from {least} {(most is null ? "on" : $"to {most}")} is wanted"));
                return null;
            },
        };

    public static Option<string> OneOf(this Option<string> option, IReadOnlyList<string> allowed)
    {
        option.CompletionSources.Add([.. allowed]);
        option.CustomParser = result => Known(result, $"{option.Name}: ", allowed);
        return option;
    }

    public static Argument<string> OneOf(this Argument<string> argument, IReadOnlyList<string> allowed)
    {
        argument.CompletionSources.Add([.. allowed]);
        argument.CustomParser = result => Known(result, "", allowed);
        return argument;
    }

    private static string? Known(ArgumentResult result, string lead, IReadOnlyList<string> allowed)
    {
        var typed = result.Tokens[^1].Value;
        var name = Typed.Name(typed, allowed);
        if (allowed.Contains(name)) return name;
        result.AddError($"{lead}'{typed}' is not known{DidYouMean.Of(typed, allowed)}; known: {string.Join(", ", allowed)}");
        return null;
    }
}
