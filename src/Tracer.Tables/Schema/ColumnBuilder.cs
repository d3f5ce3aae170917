namespace Tracer.Tables.Schema;

/// <summary>Columns, in short, with those that many tables have under one name and one meaning.</summary>
internal static class ColumnBuilder
{
    public static Column Number(string name, string what) => new(name, ColumnType.Number, what);

    public static Column Address(string name, string what) => new(name, ColumnType.Address, what);

    public static Column Flag(string name, string what) => new(name, ColumnType.Flag, what);

    public static Column Text(string name, string what) => new(name, ColumnType.Text, what);

    public static Column Line { get; } = Number("line", "line of a text, record of a trace.dat; null where the source has neither");

    public static Column Time { get; } = Number("time_ns", "when, in nanoseconds of the trace's clock; for plotting only, it orders nothing");

    public static Column TaskName { get; } = Text("task", "the task, as name-pid");

    public static Column Mm { get; } = Text("mm", "the address space; null if none or not told");

    public static Column Function { get; } = Text("function", "the kernel's function; null if not told");

    public static Column Caller { get; } = Text("caller", "the function that called it; null if not told");

    public static Column Start { get; } = Address("start_address", "first byte of the range");

    public static Column End { get; } = Address("end_address", "first byte after the range; all ones: to the very end");

    public static Column Held { get; } = Text("held", "locks that the task holds then, outermost first, as far as the trace tells; empty if none");

    public static Column Operation { get; } = Number("operation", "the operation it belongs to; null in an interrupt, between operations, or if it began before the trace");

    public static Column Bracket { get; } = Number("bracket", "the innermost bracket of its task that is open on the address space; null if none");

    public static Column Section { get; } = Number("section", "the section under a page-table lock that it lies in; null if none");

    public static Column Ended { get; } = Text("ended", "paired, given-up (no end where there had to be one), disproved (it is over, when is not shown), or unended");
}
