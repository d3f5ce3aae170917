namespace Tracer.Tables.Schema;

/// <summary>One column of a table.</summary>
/// <param name="Name">As SQL calls it; a unit ends it: <c>_ns</c>, <c>_bytes</c>.</param>
/// <param name="Type">What it holds.</param>
/// <param name="What">What it means, and when it is null.</param>
public sealed record Column(string Name, ColumnType Type, string What);

/// <summary>What a column holds.</summary>
public enum ColumnType
{
    /// <summary>A signed number of 64 bits.</summary>
    Number,

    /// <summary>An address, or bytes between two: 64 bits without a sign.</summary>
    Address,
    Flag,
    Text,
}
