using System.Globalization;
using System.Text.RegularExpressions;

namespace Tracer.Events.Ids;

/// <summary>Releases from one to another, both included.</summary>
public readonly partial record struct KernelVersionRange(KernelVersion First, KernelVersion Last)
{
    /// <summary>
    /// Reads a range, <c>4.15-6.5</c>, or <c>6.6+</c>, which goes on to the latest; or one release as anybody calls it: <c>6.1</c>, <c>v6.1</c>,
    /// <c>7.3-rc7</c>, or what <c>uname -r</c> prints, as <c>6.12.0-rc4+</c> and <c>5.14.0-427.el9.x86_64</c>, of which the first two numbers count.
    /// </summary>
    public static bool TryParse(string text, out KernelVersionRange range)
    {
        if (Several().Match(text) is { Success: true } several)
        {
            var first = Version(several, "first");
            range = new(first, several.Groups["last"].Success ? Version(several, "last") : KernelVersion.Last);
            return range.First <= range.Last;
        }

        range = One().Match(text) is { Success: true } one ? new(Version(one, "first"), Version(one, "first")) : default;
        return range != default;
    }

    public bool Contains(KernelVersion version) => version >= First && version <= Last;

    /// <summary>Whether a release is in both.</summary>
    public bool Overlaps(KernelVersionRange other) => First <= other.Last && other.First <= Last;

    /// <summary>The releases that are in both, which overlap.</summary>
    public KernelVersionRange Intersect(KernelVersionRange other) => new(First > other.First ? First : other.First, Last < other.Last ? Last : other.Last);

    /// <summary>As it is written where a kernel is named.</summary>
    public override string ToString() => this switch
    {
        _ when First == Last => $"{First}",
        _ when Last == KernelVersion.Last => $"{First}+",
        _ => $"{First}-{Last}",
    };

    private static KernelVersion Version(Match match, string end) => new(Number(match.Groups[end + "Major"]), Number(match.Groups[end + "Minor"]));

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    // A plus behind three numbers is no range: uname -r prints it of a kernel that was built from a changed tree. Numbers that large are a distribution's.
    [GeneratedRegex(@"^v?(?<firstMajor>\d{1,2})\.(?<firstMinor>\d{1,4})(\+|(\.\d+)?-v?(?<last>(?<lastMajor>\d{1,2})\.(?<lastMinor>\d{1,4})(\.\d+)?))$", RegexOptions.ExplicitCapture)]
    private static partial Regex Several();

    [GeneratedRegex(@"^v?(?<firstMajor>\d{1,2})\.(?<firstMinor>\d{1,4})(\+|[-+.~_]\w[-+.~\w]*)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex One();
}
