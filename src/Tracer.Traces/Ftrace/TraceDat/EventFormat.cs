using System.Globalization;

namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>How the records of an event lie, as its <c>format</c> file says.</summary>
/// <param name="Name">The event's name.</param>
/// <param name="Id">The number by which records name it.</param>
/// <param name="Fields">Its fields, in their order.</param>
/// <param name="Print">How the kernel prints a record, a format of printf with its arguments.</param>
internal sealed record EventFormat(string Name, int Id, IReadOnlyList<FormatField> Fields, string Print)
{
    /// <summary>Null if the text is no format.</summary>
    public static EventFormat? Of(string text)
    {
        var (name, id, print) = ("", -1, "");
        var fields = new List<FormatField>();
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("name: ", StringComparison.Ordinal)) name = line["name: ".Length..].Trim();
            else if (line.StartsWith("ID: ", StringComparison.Ordinal)) id = int.TryParse(line["ID: ".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
            else if (line.StartsWith("print fmt: ", StringComparison.Ordinal)) print = line["print fmt: ".Length..];
            else if (FormatField.Of(line) is { } field) fields.Add(field);
        }

        return name.Length > 0 && id is >= 0 and <= ushort.MaxValue ? new EventFormat(name, id, fields, print) : null;
    }

    public FormatField? Field(string name)
    {
        foreach (var field in Fields)
            if (field.Name == name) return field;
        return null;
    }

    /// <summary>True if the kernel prints a field in hexadecimal, which shows no sign: <c>flags=0x%x</c>.</summary>
    public bool PrintsHex(string field)
    {
        var at = Print.IndexOf($"{field}=", StringComparison.Ordinal);
        if (at < 0) return false;
        var conversion = Print.AsSpan(at + field.Length + 1);
        conversion = conversion.StartsWith("0x") ? conversion[2..] : conversion;
        return conversion is ['%', ..] && conversion[1..].TrimStart("#0123456789hlLz") is ['x' or 'X' or 'p', ..];
    }
}
