using System.Text.RegularExpressions;
using Tracer.Lab.Filtering;

namespace Tracer.Cli.Usage;

/// <summary>Finds, for a name that is not known, the one that was probably meant.</summary>
internal static partial class DidYouMean
{
    private const int MostWrong = 2;

    /// <summary><c>, did you mean 'kvm'?</c> or nothing.</summary>
    public static string Of(string typed, IEnumerable<string> known)
    {
        // Of kernel versions the nearest by letters is not the one that was meant.
        if (!typed.Any(char.IsAsciiLetter)) return "";
        return Nearest.To(typed, known, 1) is [var nearest] && Nearest.Distance(typed, nearest) <= Math.Min(MostWrong, Math.Max(typed.Length / 2, 1)) ? $", did you mean '{nearest}'?" : "";
    }

    /// <summary>A complaint of the form <c>unknown driver 'kvn'; known: kvm, gntdev</c>, with the name that was probably meant.</summary>
    public static string Improved(string complaint)
    {
        var match = Complaint().Match(complaint);
        return !match.Success || complaint.Contains("did you mean", StringComparison.Ordinal) ? complaint
            : complaint.Insert(match.Groups["list"].Index - match.Groups["lead"].Length, Of(match.Groups["typed"].Value, match.Groups["list"].Value.TrimEnd('.').Split(", ")));
    }

    // The catalogues complain in these words, each with its list.
    [GeneratedRegex(@"^(?:no \w+|unknown \w+|--\w+ (?<typed>\S+): no such \w+|choice) ?(?:'(?<typed>[^']*)')?(?<lead>; (?:known|those that apply): )(?<list>[^;]+)$")]
    private static partial Regex Complaint();
}
