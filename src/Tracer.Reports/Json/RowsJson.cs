using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tracer.Reports.Rendering;

namespace Tracer.Reports.Json;

/// <summary>Rows of a query as JSON: an array of objects, a row each on a line of its own.</summary>
public static class RowsJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(IReadOnlyList<string> columns, IEnumerable<object?[]> rows, Stream output)
    {
        output.WriteByte((byte)'[');
        var isFirst = true;
        foreach (var row in rows)
        {
            output.Write(isFirst ? "\n"u8 : ",\n"u8);
            isFirst = false;
            using var json = new Utf8JsonWriter(output, Options);
            json.WriteStartObject();
            for (var i = 0; i < row.Length; i++) Write(json, columns[i], row[i]);
            json.WriteEndObject();
        }

        output.Write("\n]\n"u8);
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        json.WritePropertyName(name);
        if (value is null) json.WriteNullValue();
        else if (value is bool flag) json.WriteBooleanValue(flag);
        else if (value is double d && !double.IsFinite(d) || value is float f && !float.IsFinite(f)) json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
        else if (CellText.IsNumber(value)) json.WriteRawValue(CellText.Of(value)!);
        else json.WriteStringValue(CellText.Of(value));
    }
}
