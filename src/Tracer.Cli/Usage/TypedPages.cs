using System.Globalization;
using Tracer.Lab.Filtering;

namespace Tracer.Cli.Usage;

/// <summary>Addresses and page frames as people type them.</summary>
internal static class TypedPages
{
    private const string FrameMark = "pfn:";

    // The last page is that of error pointers, and a range that ends behind it has no end.
    private const ulong Highest = ulong.MaxValue - PageSize.Small;

    /// <summary>What follows a page: an address, some addresses, or the number of a frame behind <c>pfn:</c>.</summary>
    public static PageTrail Trail(string option, string text) => text.StartsWith(FrameMark, StringComparison.OrdinalIgnoreCase)
        ? PageTrail.Of(new Pfn(Frame(option, text[FrameMark.Length..]))) : PageTrail.Of(Addresses(option, text));

    public static long Frame(string option, string text) =>
        Hex(text) is { } frame and <= long.MaxValue ? (long)frame : throw new ArgumentException($"{option} {text}: no page frame number; give one such as 0x13ff35");

    public static AddressRange Addresses(string option, string text)
    {
        var ends = text.Split("..") is { Length: 2 } both ? both : text.Split('-');
        if (ends.Length <= 2 && Hex(ends[0]) is { } start and <= Highest && (ends.Length == 1 ? start + 1 : Hex(ends[1])) is { } end and <= Highest && start < end)
            return new AddressRange(new(start), new(end));
        throw new ArgumentException($"{option} {text}: no address and no range; give 0x1000 or 0x1000-0x3000, whose end is not included");
    }

    private static ulong? Hex(string text) =>
        ulong.TryParse(text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : null;
}
