using System.Text.RegularExpressions;

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
        var lower = typed.ToLowerInvariant();
        var nearest = known.Select(name => (Name: name, Distance: Distance(lower, name.ToLowerInvariant())))
            .OrderBy(of => of.Distance).ThenBy(of => of.Name, StringComparer.Ordinal).FirstOrDefault();
        return nearest.Name is not null && nearest.Distance <= Math.Min(MostWrong, Math.Max(typed.Length / 2, 1)) ? $", did you mean '{nearest.Name}'?" : "";
    }

    /// <summary>A complaint of the form <c>unknown driver 'kvn'; known: kvm, gntdev</c>, with the name that was probably meant.</summary>
    public static string Improved(string complaint)
    {
        var match = Complaint().Match(complaint);
        return !match.Success || complaint.Contains("did you mean", StringComparison.Ordinal) ? complaint
            : complaint.Insert(match.Groups["list"].Index - match.Groups["lead"].Length, Of(match.Groups["typed"].Value, match.Groups["list"].Value.TrimEnd('.').Split(", ")));
    }

    // Letters that are wrong, missing, too many, or in each other's place.
    private static int Distance(string one, string other)
    {
        var d = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= other.Length; j++) d[0, j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            for (var j = 1; j <= other.Length; j++)
            {
                var cost = one[i - 1] == other[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[one.Length, other.Length];
    }

    // The catalogues complain in these words, each with its list.
    [GeneratedRegex(@"^(?:no \w+|unknown \w+|--\w+ (?<typed>\S+): no such \w+|choice) ?(?:'(?<typed>[^']*)')?(?<lead>; (?:known|those that apply): )(?<list>[^;]+)$")]
    private static partial Regex Complaint();
}
