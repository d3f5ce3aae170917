using Tracer.Analysis.Explaining;
using Tracer.Reports.Rendering;

namespace Tracer.Reports.Text;

/// <summary>Aligned columns. Columns of numbers stand right; the last column wraps at 80.</summary>
public sealed class Table(params string[] headings)
{
    private const string Gap = "  ";
    private const int NarrowestLast = 24;
    private readonly List<string[]> rows = [];

    public bool IsEmpty => rows.Count == 0;

    public void Add(params string[] cells)
    {
        if (cells.Length != headings.Length) throw new ArgumentException($"{cells.Length} cells for {headings.Length} columns", nameof(cells));
        rows.Add([.. cells.Select(Printable.Of)]);
    }

    public void Write(TextWriter output, string indent = "")
    {
        var widths = headings.Select((heading, column) => rows.Select(row => row[column].Length).Prepend(heading.Length).Max()).ToArray();
        var right = headings.Select((_, column) => rows.Count > 0 && rows.All(row => IsNumber(row[column]))).ToArray();
        foreach (var row in rows.Prepend(headings))
        {
            var lead = indent;
            for (var column = 0; column < row.Length - 1; column++)
                lead += (right[column] ? row[column].PadLeft(widths[column]) : row[column].PadRight(widths[column])) + Gap;
            var last = right[^1] ? row[^1].PadLeft(widths[^1]) : row[^1];
            if (right[^1] || lead.Length + NarrowestLast > Wrapping.Columns) output.Line((lead + last).TrimEnd());
            else output.AllLines(Wrapping.Wrap(lead, last));
        }
    }

    private static bool IsNumber(string cell) => cell.Length == 0 || char.IsAsciiDigit(cell[0]) && cell.All(c => char.IsAsciiDigit(c) || c is ',' or '.');
}
