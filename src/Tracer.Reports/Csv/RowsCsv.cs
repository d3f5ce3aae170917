using CsvHelper;
using Tracer.Reports.Rendering;

namespace Tracer.Reports.Csv;

/// <summary>Rows of a query as CSV; null is an empty field.</summary>
public static class RowsCsv
{
    public static void Write(IReadOnlyList<string> columns, IEnumerable<object?[]> rows, TextWriter output)
    {
        using var csv = CsvFile.Open(output);
        foreach (var column in columns) csv.WriteField(Printable.Of(column));
        csv.EndRecord();
        foreach (var row in rows)
        {
            foreach (var cell in row) Write(csv, cell);
            csv.EndRecord();
        }
    }

    // A number that is below zero is no formula.
    private static void Write(CsvWriter csv, object? cell)
    {
        switch (cell)
        {
            case long number:
                csv.WriteField(number, default);
                break;
            case double number:
                csv.WriteField(number, "R", System.Globalization.CultureInfo.InvariantCulture);
                break;
            default:
                csv.WriteField(CellText.Of(cell) is { } text ? Printable.Of(text) : "");
                break;
        }
    }
}
