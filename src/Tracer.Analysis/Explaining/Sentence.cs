using System.Diagnostics;
using System.Text.RegularExpressions;
using Tracer.Analysis.Findings;

namespace Tracer.Analysis.Explaining;

/// <summary>Fills the <c>{role}</c>s of a <see cref="Reason"/> with what its witnesses are called.</summary>
internal static partial class Sentence
{
    /// <summary>
    /// The sentence with each role called by <paramref name="name"/>, which is given role and event, or by the addresses that it speaks of;
    /// roles that several witnesses have are listed.
    /// </summary>
    public static string Of(Finding finding, Func<Witness, string> name)
    {
        var sentence = Role().Replace(finding.Reason.Because, match =>
        {
            var role = match.Groups[1].Value;
            var called = finding.Witnesses.Where(witness => witness.Role == role).Select(match.Groups[2].Success ? ExtentOf : name).ToArray();
            return called.Length switch
            {
                0 => NoSuchRole(finding, role),
                1 => called[0],
                _ => $"{string.Join(", ", called[..^1])} and {called[^1]}",
            };
        });
        return sentence.Length == 0 || ".!?".Contains(sentence[^1], StringComparison.Ordinal) ? sentence : sentence + ".";
    }

    private static string ExtentOf(Witness witness) => witness.Event.Header.Kind == EventKind.PteChanged
        ? $"{witness.Event.As<PteChanged>().Extent}" : $"{witness.Event.As<RangeInvalidated>().Extent}";

    // A rule and its reason disagree: a bug of the rule, which tests find. A user gets the sentence with the role's own name instead.
    private static string NoSuchRole(Finding finding, string role)
    {
#if DEBUG
        throw new UnreachableException(
            $"{finding.Reason.Code} speaks of {{{role}}}, but its witnesses are {string.Join(", ", finding.Witnesses.Select(witness => witness.Role))}");
#else
        return $"the {role}";
#endif
    }

    [GeneratedRegex(@"\{(\w+)(:extent)?\}")]
    private static partial Regex Role();
}
