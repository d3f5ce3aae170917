using Tracer.Analysis.Explaining;
using Tracer.Analysis.Shapes;
using Tracer.Reports.Rendering;

namespace Tracer.Reports.Text;

/// <summary>Operations as text: where each came from and its functions on one line, its shape below. Those that follow each other and are equal stand as one, with how many there are.</summary>
public sealed class OperationLines(TextWriter output, Names names)
{
    private OperationShape? first;
    private string last = "";
    private long lastSequence;
    private int count;

    /// <summary>How the events' source is counted.</summary>
    public EventPlace Place { get; set; }

    public void Write(OperationShape shape)
    {
        var functions = string.Join(", ", shape.Functions.Select(names.Of).Where(name => name is not null));
        var text = $"{names.Of(shape.Task),-18} {What(in shape)}, mm {names.Of(shape.Mm)}{(functions.Length > 0 ? $": {functions}" : "")}";
        if (first is not null && last == text && first.Steps == shape.Steps)
        {
            lastSequence = shape.Last;
            count++;
            return;
        }

        Flush();
        (first, last, lastSequence, count) = (shape, text, shape.Last, 1);
    }

    /// <summary>No more follow: prints those that wait for others that are equal.</summary>
    public void Flush()
    {
        if (first is null) return;
        output.Line($"{Place.Number(first.First),8}-{Place.Number(lastSequence),-8} {last}{(count > 1 ? $" ×{count}" : "")}");
        output.AllLines(Wrapping.Wrap("                    ", first.Steps, Wrapping.Columns));
        first = null;
    }

    // Faults are equal wherever they are.
    private string What(in OperationShape shape)
    {
        var began = shape.Began;
        return began.Header.Kind == EventKind.OperationBegan && began.As<OperationBegan>().Source == OperationSource.PageFault ? "page fault" : OperationWords.Of(in began, names);
    }
}
