using DuckDB.NET.Data;
using Tracer.Tables.Schema;

namespace Tracer.Tables.Storage;

/// <summary>What writes the tables of one trace.</summary>
internal sealed class TraceRows : IDisposable
{
    private readonly TextPool texts = new();
    private readonly List<RowWriter> writers = [];

    public TraceRows(DuckDBConnection connection, string schema)
    {
        RowWriter Of(TraceTable table)
        {
            writers.Add(new RowWriter(connection, schema, table, texts));
            return writers[^1];
        }

        (Events, Operations, Locks, Sections, Brackets) =
            (Of(TableCatalogue.Events), Of(TableCatalogue.Operations), Of(TableCatalogue.Locks), Of(TableCatalogue.Sections), Of(TableCatalogue.Brackets));
        (Changes, Reads, Invalidations, Flushes, Callbacks) =
            (Of(TableCatalogue.Changes), Of(TableCatalogue.Reads), Of(TableCatalogue.Invalidations), Of(TableCatalogue.Flushes), Of(TableCatalogue.Callbacks));
        (Findings, Rules, Traces) = (Of(TableCatalogue.Findings), Of(TableCatalogue.Rules), Of(TableCatalogue.Traces));
    }

    public TextPool Texts => texts;

    public RowWriter Events { get; }

    public RowWriter Operations { get; }

    public RowWriter Locks { get; }

    public RowWriter Sections { get; }

    public RowWriter Brackets { get; }

    public RowWriter Changes { get; }

    public RowWriter Reads { get; }

    public RowWriter Invalidations { get; }

    public RowWriter Flushes { get; }

    public RowWriter Callbacks { get; }

    public RowWriter Findings { get; }

    public RowWriter Rules { get; }

    public RowWriter Traces { get; }

    public void Finish()
    {
        foreach (var writer in writers) writer.Finish();
    }

    public void Dispose()
    {
        foreach (var writer in writers) writer.Dispose();
        texts.Dispose();
    }
}
