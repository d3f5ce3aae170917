using System.Globalization;

namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>A field of a format, as the kernel describes it: <c>field:u64 mm; offset:24; size:8; signed:0;</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">Where in a record it begins.</param>
/// <param name="Size">How many bytes it has; 0 if it goes on to the record's end.</param>
/// <param name="IsSigned">Negative if its highest bit is set.</param>
/// <param name="Form">Whether it is the value, or says where that lies.</param>
internal readonly record struct FormatField(string Name, int Offset, int Size, bool IsSigned, FieldForm Form)
{
    private const int LongestRecord = 1 << 16;

    /// <summary>Null if the line describes none that a record can have.</summary>
    public static FormatField? Of(string line)
    {
        var begin = line.IndexOf("field:", StringComparison.Ordinal);
        if (begin < 0 || line[begin..].Split(';') is not [var declared, var offset, var size, .. var rest]) return null;
        if (Number(offset, "offset:") is not { } at || Number(size, "size:") is not { } bytes) return null;
        if (at < 0 || bytes < 0 || at + (long)bytes > LongestRecord) return null;
        var form = declared.Contains("__data_loc ", StringComparison.Ordinal) ? FieldForm.DataLocation
            : declared.Contains("__rel_loc ", StringComparison.Ordinal) ? FieldForm.RelativeLocation
            : FieldForm.Value;
        return new(NameIn(declared), at, bytes, rest is [var signed, ..] && Number(signed, "signed:") == 1, form);
    }

    // The last word of `unsigned long args[6]`, `__data_loc char[] name`, `struct mm_struct * mm`.
    private static string NameIn(string declared)
    {
        var word = declared[(declared.LastIndexOfAny([' ', '*', ':']) + 1)..];
        var bracket = word.IndexOf('[', StringComparison.Ordinal);
        return bracket < 0 ? word : word[..bracket];
    }

    private static int? Number(string text, string key)
    {
        var value = text.AsSpan().Trim();
        return value.StartsWith(key) && int.TryParse(value[key.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}

/// <summary>What the bytes of a field are.</summary>
internal enum FieldForm : byte
{
    Value,

    /// <summary>Where in the record a text lies, and how long it is.</summary>
    DataLocation,

    /// <summary>The same, counted from the end of the field.</summary>
    RelativeLocation,
}
