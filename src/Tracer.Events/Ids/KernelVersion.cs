using System.Globalization;

namespace Tracer.Events.Ids;

/// <summary>A release of Linux, as far as it tells what a kernel does: <c>6.1</c> for <c>6.1.176</c> too.</summary>
public readonly record struct KernelVersion(int Major, int Minor) : IComparable<KernelVersion>
{
    /// <summary>Later than any.</summary>
    public static KernelVersion Last { get; } = new(int.MaxValue, 0);

    /// <summary>Reads <c>6.1</c> or <c>6.1.176</c>; what stands behind the second number does not matter.</summary>
    public static bool TryParse(string text, out KernelVersion version)
    {
        version = default;
        if (text.Split('.') is not [var first, var second, ..] || !TryNumber(first, out var major) || !TryNumber(second, out var minor)) return false;
        version = new(major, minor);
        return true;
    }

    public int CompareTo(KernelVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    public static bool operator <(KernelVersion left, KernelVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(KernelVersion left, KernelVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(KernelVersion left, KernelVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(KernelVersion left, KernelVersion right) => left.CompareTo(right) >= 0;

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

/// <summary>Releases from one to another, both included.</summary>
public readonly record struct KernelVersionRange(KernelVersion First, KernelVersion Last)
{
    public bool Contains(KernelVersion version) => version >= First && version <= Last;

    /// <summary>What both have; null if nothing.</summary>
    public KernelVersionRange? Intersect(KernelVersionRange other)
    {
        var both = new KernelVersionRange(First > other.First ? First : other.First, Last < other.Last ? Last : other.Last);
        return both.First <= both.Last ? both : null;
    }

    /// <summary>Reads <c>6.1</c>, <c>6.1.176</c>, <c>4.15-6.5</c> or <c>6.6+</c>, which goes on to the latest.</summary>
    public static bool TryParse(string text, out KernelVersionRange range)
    {
        range = default;
        var isOpen = text.EndsWith('+');
        var (from, to) = isOpen ? (text[..^1], text[..^1]) : text.Split('-') is [var lower, var upper] ? (lower, upper) : (text, text);
        if (!KernelVersion.TryParse(from, out var first) || !KernelVersion.TryParse(to, out var last)) return false;
        range = new(first, isOpen ? KernelVersion.Last : last);
        return true;
    }
}
