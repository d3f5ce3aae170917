namespace Tracer.Tables.Schema;

/// <summary>One table; before its columns, <c>trace</c> tells which trace a row is of.</summary>
/// <param name="Name">As SQL calls it.</param>
/// <param name="What">What a row is.</param>
/// <param name="Columns">Its columns in order, without <c>trace</c>.</param>
public sealed record TraceTable(string Name, string What, IReadOnlyList<Column> Columns);
