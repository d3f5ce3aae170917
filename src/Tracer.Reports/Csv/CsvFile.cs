using CsvHelper;

namespace Tracer.Reports.Csv;

/// <summary>Rows as CSV: a heading, then a line a row; quoted as RFC 4180 says, ended by LF. No text in it is a formula to a spreadsheet.</summary>
internal static class CsvFile
{
    private static readonly CsvWriterOptions Options = new() { NewLine = "\n", Injection = CsvInjection.Escape };

    /// <summary>A writer of fields and rows; whoever has opened it closes it.</summary>
    public static CsvWriter Open(TextWriter output) => CsvWriter.Create(output, Options, leaveOpen: true);

    public static void Write<T>(IEnumerable<T> rows, TextWriter output)
    {
        using var csv = Open(output);
        csv.WriteRecords(rows);
    }
}
