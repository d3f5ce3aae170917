using Tracer.Reports.Rendering;

namespace Tracer.Reports.Text;

/// <summary>Rows as aligned columns; of many the first, and how many there are.</summary>
public static class RowsText
{
    /// <param name="columns">The headings.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="most">Rows that are shown.</param>
    /// <param name="output">Where to.</param>
    public static void Write(IReadOnlyList<string> columns, IEnumerable<object?[]> rows, int most, TextWriter output)
    {
        var table = new Table([.. columns]);
        var count = 0L;
        foreach (var row in rows)
            if (count++ < most) table.Add([.. row.Select(cell => CellText.Of(cell) ?? "")]);
        table.Write(output);
        if (count > most) output.Line($"{most:N0} of {count:N0} rows; -o FILE.csv writes all, --lines N shows more");
    }
}
