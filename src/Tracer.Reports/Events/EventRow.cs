using CsvHelper;

namespace Tracer.Reports.Events;

/// <summary>An event as a row. Times are nanoseconds of the trace's clock; a range is from its first byte to the one behind its last; an empty cell is what the trace does not tell.</summary>
[CsvRecord]
public sealed partial record EventRow(
    [property: CsvColumn("sequence")] long Sequence,
    [property: CsvColumn("line")] long? Line,
    [property: CsvColumn("time_ns")] long TimeNs,
    [property: CsvColumn("cpu")] int? Cpu,
    [property: CsvColumn("task")] string Task,
    [property: CsvColumn("task_id")] int TaskId,
    [property: CsvColumn("kind")] string Kind,
    [property: CsvColumn("function")] string? Function,
    [property: CsvColumn("caller")] string? Caller,
    [property: CsvColumn("mm")] string? Mm,
    [property: CsvColumn("start")] string? Start,
    [property: CsvColumn("end")] string? End,
    [property: CsvColumn("preempt_depth")] int? PreemptDepth,
    [property: CsvColumn("context")] string Context,
    [property: CsvColumn("fields")] string Fields,
    [property: CsvColumn("text")] string Text);
