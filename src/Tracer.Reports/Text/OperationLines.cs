using Tracer.Analysis.Explaining;
using Tracer.Analysis.Shapes;
using Tracer.Reports.Rendering;

namespace Tracer.Reports.Text;

/// <summary>
/// Operations as text: where each came from and its functions on one line, its shape below. Those that follow each other and are equal stand as one, with how many there are. One
/// whose shape none of the many before it had says so.
/// </summary>
public sealed class OperationLines(TextWriter output, Names names)
{
    // So many must have been alike, or unlike each other, before one more that is unlike says something.
    private const int Many = 8;

    private readonly Dictionary<string, (int Count, HashSet<string> Shapes)> known = new(StringComparer.Ordinal);
    private OperationShape? first;
    private int before;
    private string last = "";
    private long lastSequence;
    private int count;

    /// <summary>How the events' source is counted.</summary>
    public EventPlace Place { get; set; }

    public void Write(OperationShape shape)
    {
        var functions = string.Join(", ", shape.Functions.Select(names.Of).Where(name => name is not null));
        var text = $"{names.Of(shape.Task),-18} {What(in shape)}, mm {names.Of(shape.Mm)}{(functions.Length > 0 ? $": {functions}" : "")}";
        var unlike = Unlike(in shape);
        if (first is not null && last == text && first.Steps == shape.Steps)
        {
            lastSequence = shape.Last;
            count++;
            return;
        }

        Flush();
        (first, last, lastSequence, count) = (shape, text, shape.Last, 1);
        before = unlike;
    }

    /// <summary>No more follow: prints those that wait for others that are equal.</summary>
    public void Flush()
    {
        if (first is null) return;
        output.Line($"{Place.Number(first.First),8}-{Place.Number(lastSequence),-8} {last}{(count > 1 ? $" ×{count}" : "")}{(before > 0 ? $" ! unlike the {before} before it" : "")}");
        output.AllLines(Wrapping.Wrap("                    ", first.Steps, Wrapping.Columns));
        first = null;
    }

    // How many of the same operation there were before it, none of which was like it; 0 if one was, or there were only few.
    private int Unlike(in OperationShape shape)
    {
        var what = What(in shape);
        var (count, shapes) = known.TryGetValue(what, out var one) ? one : (0, new HashSet<string>(StringComparer.Ordinal));
        var isNew = shapes.Add(shape.Steps);
        known[what] = (count + 1, shapes);
        return isNew && count >= Many && shapes.Count <= Math.Max(count / Many, 2) ? count : 0;
    }

    // Faults are equal wherever they are.
    private string What(in OperationShape shape)
    {
        var began = shape.Began;
        return began.Header.Kind == EventKind.OperationBegan && began.As<OperationBegan>().Source == OperationSource.PageFault ? "page fault" : OperationWords.Of(in began, names);
    }
}
