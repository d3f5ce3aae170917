using System.Globalization;
using DuckDB.NET.Data;
using Tracer.Tables.Schema;

namespace Tracer.Tables.Storage;

/// <summary>
/// Traces as tables, in a file of its own that vanishes when it is closed: a long trace takes more than memory has to be given. Each trace has a schema of tables,
/// and a view over all of them adds the column <c>trace</c>.
/// </summary>
public sealed class TraceDatabase : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tracer-tables-").FullName;
    private readonly DuckDBConnection connection = new("Data Source=:memory:");
    private readonly List<string> traces = [];

    // The one file that a sealed database may write.
    private string Parquet => Path.Combine(folder, "answer.parquet");

    public TraceDatabase()
    {
        try
        {
            connection.Open();

            // Nothing is fetched from anywhere, whatever a query names.
            Run("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false; SET allow_community_extensions = false");
            Run($"SET temp_directory = {Quote(folder)}");
            Run($"ATTACH {Quote(Path.Combine(folder, "tables.duckdb"))} AS tables; USE tables");
            Run("CREATE MACRO hex_of(address) AS '0x' || lower(printf('%x', address))");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Names of the traces that are loaded, in their order.</summary>
    public IReadOnlyList<string> Traces => traces;

    /// <summary>Makes the tables of one more trace and gives what writes them.</summary>
    internal TraceRows Begin()
    {
        var schema = SchemaOf(traces.Count);
        Run($"CREATE SCHEMA {schema}");
        foreach (var table in TableCatalogue.All)
            Run($"CREATE TABLE {schema}.{table.Name} ({string.Join(", ", table.Columns.Select(column => $"\"{column.Name}\" {SqlOf(column.Type)}"))})");
        return new TraceRows(connection, schema);
    }

    /// <summary>The tables of the trace that was begun last are whole.</summary>
    internal void End(string path) => traces.Add(path);

    /// <summary>
    /// Every trace is loaded: from now on a query sees the tables and nothing else, neither files nor the settings that would let it.
    /// </summary>
    /// <param name="allowFiles">The user wants his query to read and write files.</param>
    public void Seal(bool allowFiles = false)
    {
        foreach (var table in TableCatalogue.All)
        {
            var parts = traces.Select((path, i) => $"SELECT {Quote(path)} AS {TableCatalogue.Trace.Name}, * FROM {SchemaOf(i)}.{table.Name}");
            Run($"CREATE VIEW main.{table.Name} AS {string.Join(" UNION ALL ", parts)}");
        }

        if (allowFiles) return;
        Run($"SET allowed_paths = [{Quote(Parquet)}]");
        Run("SET enable_external_access = false; SET lock_configuration = true");
    }

    /// <summary>The rows that a query answers with; the last one's, if there are several statements.</summary>
    /// <exception cref="QueryException">The database does not take it.</exception>
    public QueryResult Query(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return new QueryResult(Guard(command.ExecuteReader));
    }

    /// <summary>Writes a query's rows as Parquet.</summary>
    /// <exception cref="QueryException">The database does not take it, or it is more than one query.</exception>
    public void WriteParquet(string sql, Stream output)
    {
        using (var command = connection.CreateCommand())
        {
            command.CommandText = $"COPY (\n{sql.TrimEnd().TrimEnd(';')}\n) TO {Quote(Parquet)} (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)";
            Guard(command.ExecuteNonQuery);
        }

        using var written = File.OpenRead(Parquet);
        written.CopyTo(output);
    }

    public void Dispose()
    {
        connection.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    internal static T Guard<T>(Func<T> query)
    {
        try
        {
            return query();
        }
        catch (DuckDBException e)
        {
            throw new QueryException(QueryException.InOneLine(e.Message), e);
        }
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string SchemaOf(int index) => string.Create(CultureInfo.InvariantCulture, $"trace_{index + 1}");

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string SqlOf(ColumnType type) => type switch
    {
        ColumnType.Number => "BIGINT",
        ColumnType.Address => "UBIGINT",
        ColumnType.Flag => "BOOLEAN",
        _ => "VARCHAR",
    };
}
