using System.Diagnostics;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using NativeAppender = DuckDB.NET.Native.DuckDBAppender;
using Tracer.Tables.Schema;

namespace Tracer.Tables.Storage;

/// <summary>
/// Appends rows to one table of the database, value by value in the order of its columns, through the appender's data chunks. The package's own row writer costs a few hundred
/// nanoseconds a value, this one some.
/// </summary>
internal sealed unsafe class RowWriter : IDisposable
{
    private const int RowsAChunk = 2048;

    private readonly TraceTable table;
    private readonly TextPool texts;
    private readonly NativeAppender appender;
    private readonly DuckDBDataChunk chunk;
    private readonly nint[] data;
    private readonly nint[] validity;
    private int row;
    private int column;

    public RowWriter(DuckDBConnection connection, string schema, TraceTable table, TextPool texts)
    {
        (this.table, this.texts) = (table, texts);
        if (NativeMethods.Appender.DuckDBAppenderCreate(connection.NativeConnection, schema, table.Name, out appender) != DuckDBState.Success)
            throw new UnreachableException($"no appender for {schema}.{table.Name}");
        var types = table.Columns.Select(of => NativeMethods.LogicalType.DuckDBCreateLogicalType(TypeOf(of.Type))).ToArray();
        chunk = NativeMethods.DataChunks.DuckDBCreateDataChunk([.. types.Select(type => type.DangerousGetHandle())], (ulong)types.Length);
        foreach (var type in types) type.Dispose();
        data = new nint[types.Length];
        validity = new nint[types.Length];
        Begin();
    }

    public RowWriter Number(long value)
    {
        ((long*)data[column++])[row] = value;
        return this;
    }

    public RowWriter Number(long? value) => value is { } known ? Number(known) : Null();

    public RowWriter Address(ulong value)
    {
        ((ulong*)data[column++])[row] = value;
        return this;
    }

    public RowWriter Address(ulong? value) => value is { } known ? Address(known) : Null();

    public RowWriter Flag(bool value)
    {
        ((bool*)data[column++])[row] = value;
        return this;
    }

    public RowWriter Text(in StoredText value)
    {
        ((StoredText*)data[column++])[row] = value;
        return this;
    }

    public RowWriter Text(string? value) => value is null ? Null() : Text(texts.Of(value));

    public RowWriter Text(StoredText? value) => value is { } known ? Text(in known) : Null();

    public RowWriter Null()
    {
        if (validity[column] == 0)
        {
            var vector = NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, column);
            NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(vector);
            validity[column] = (nint)NativeMethods.Vectors.DuckDBVectorGetValidity(vector);
        }

        ((ulong*)validity[column++])[row >> 6] &= ~(1UL << (row & 63));
        return this;
    }

    public void EndRow()
    {
        if (column != data.Length) throw new UnreachableException($"{column} values for {data.Length} columns of {table.Name}");
        column = 0;
        if (++row == RowsAChunk) Append();
    }

    /// <summary>What was appended is in the table.</summary>
    public void Finish()
    {
        if (row > 0) Append();
        Check(NativeMethods.Appender.DuckDBAppenderClose(appender));
    }

    public void Dispose()
    {
        chunk.Dispose();
        appender.Dispose();
    }

    private void Append()
    {
        NativeMethods.DataChunks.DuckDBDataChunkSetSize(chunk, (ulong)row);
        Check(NativeMethods.Appender.DuckDBAppendDataChunk(appender, chunk));
        NativeMethods.DataChunks.DuckDBDataChunkReset(chunk);
        Begin();
    }

    private void Begin()
    {
        row = 0;
        for (var i = 0; i < data.Length; i++)
        {
            data[i] = (nint)NativeMethods.Vectors.DuckDBVectorGetData(NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, i));
            validity[i] = 0;
        }
    }

    // Only a disk that is full, or no memory, keeps rows of the right types from being taken.
    private void Check(DuckDBState state)
    {
        if (state != DuckDBState.Success) throw new IOException($"the table {table.Name} takes no more rows: the folder for temporary files may be full");
    }

    private static DuckDBType TypeOf(ColumnType type) => type switch
    {
        ColumnType.Number => DuckDBType.BigInt,
        ColumnType.Address => DuckDBType.UnsignedBigInt,
        ColumnType.Flag => DuckDBType.Boolean,
        ColumnType.Text => DuckDBType.Varchar,
        _ => throw new UnreachableException($"{type}"),
    };
}
