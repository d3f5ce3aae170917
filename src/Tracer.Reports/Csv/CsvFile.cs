using CsvHelper;

namespace Tracer.Reports.Csv;

/// <summary>Rows as CSV: a heading, then a line a row; quoted as RFC 4180 says, ended by LF.</summary>
internal static class CsvFile
{
    private static readonly CsvWriterOptions Options = new() { NewLine = "\n" };

    public static void Write<T>(IEnumerable<T> rows, TextWriter output)
    {
        using var csv = CsvWriter.Create(output, Options, leaveOpen: true);
        csv.WriteRecords(rows);
    }
}
