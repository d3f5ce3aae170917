using Tracer.Analysis.Explaining;

namespace Tracer.Reports.Text;

/// <summary>Says which lines of a source were not understood: a probe that tells nothing is as good as none, and whoever set it should know.</summary>
internal static class UnreadText
{
    private const int MostTold = 3;
    private const int MostKinds = 6;

    public static IEnumerable<string> Of(IReadOnlyList<UnreadLines> unread)
    {
        List<string> parts = [.. unread.Where(lines => lines.Why is not (UnreadReason.UnknownName or UnreadReason.GuestMemoryUnknown)).Take(MostKinds).Select(Told)];
        var names = unread.Where(lines => lines.Why == UnreadReason.UnknownName).ToList();
        if (names.Count > 0) parts.Add($"probes that mean nothing here: {Told(names)}");
        return parts.Count == 0 ? [] : Wrapping.Wrap("  Unread ", string.Join("; ", parts));
    }

    /// <summary>What became of the lines of one event.</summary>
    public static string Told(UnreadLines lines) => lines.Why switch
    {
        UnreadReason.FieldMissing => $"{Of(lines, "lacks", "lack")} {lines.Field}",
        UnreadReason.FieldMalformed => $"{Of(lines, "has", "have")} no such value in {lines.Field}",
        UnreadReason.CutShort => Of(lines, "is cut", "are cut") + (lines.Field is { } field ? $" before {field}" : ""),
        UnreadReason.ColonMissing => $"{Of(lines, "lacks", "lack")} the colon behind the name",
        UnreadReason.NoUserAddress => $"{lines.Event} {lines.Field}= is not a user address in {Lines(lines.Lines)}: is the probe's argument list that of this kernel?",
        UnreadReason.GuestMemoryUnknown => $"{lines.Event} fired {Times(lines.Lines)}, but no memslots marker says where guest memory lies",
        _ => $"{lines.Event} ({Lines(lines.Lines)})",
    };

    private static string Told(List<UnreadLines> names)
    {
        var told = string.Join(", ", names.Take(MostTold).Select(Told));
        var others = names.Skip(MostTold).ToList();
        return others.Count == 0 ? told : $"{told} and {others.Count} more ({Lines(others.Sum(lines => lines.Lines))})";
    }

    private static string Of(UnreadLines lines, string one, string many) =>
        Lines(lines.Lines) + (lines.Event.Length > 0 ? $" of {lines.Event}" : "") + (lines.Lines == 1 ? $" {one}" : $" {many}");

    private static string Lines(long count) => count == 1 ? "1 line" : $"{count:N0} lines";

    private static string Times(long count) => count == 1 ? "once" : $"{count:N0} times";
}
