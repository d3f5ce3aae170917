using System.Data.Common;
using System.Numerics;

namespace Tracer.Tables.Storage;

/// <summary>The rows that a query answers with, read as they are asked for, once.</summary>
public sealed class QueryResult : IDisposable
{
    private readonly DbDataReader reader;

    internal QueryResult(DbDataReader reader)
    {
        this.reader = reader;
        Columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }

    public IReadOnlyList<string> Columns { get; }

    /// <summary>Each row, its values in the order of the columns: null, or numbers, flags, texts, and what else SQL can make.</summary>
    /// <exception cref="QueryException">A value cannot be computed, such as a text that is no number.</exception>
    public IEnumerable<object?[]> Rows()
    {
        while (TraceDatabase.Guard(reader.Read))
        {
            var row = new object?[Columns.Count];
            for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null : Narrow(reader.GetValue(i));
            yield return row;
        }
    }

    public void Dispose() => reader.Dispose();

    // Sums are as wide as the database makes them.
    private static object Narrow(object value) => value is BigInteger wide && wide >= long.MinValue && wide <= long.MaxValue ? (long)wide : value;
}
