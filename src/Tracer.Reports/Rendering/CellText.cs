using System.Collections;
using System.Globalization;

namespace Tracer.Reports.Rendering;

/// <summary>A value of a query's answer as text, the same everywhere and on every machine.</summary>
internal static class CellText
{
    /// <summary>The text; null for null.</summary>
    public static string? Of(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Of))}]",
        _ => value.ToString(),
    };

    /// <summary>True for what is a number to whoever reads the file.</summary>
    public static bool IsNumber(object? value) => value is sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal or System.Numerics.BigInteger;
}
