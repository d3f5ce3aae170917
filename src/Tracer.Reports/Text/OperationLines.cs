using Tracer.Analysis.Explaining;
using Tracer.Analysis.Shapes;
using Tracer.Reports.Rendering;

namespace Tracer.Reports.Text;

/// <summary>Operations as text: where each came from and its functions on one line, its shape below.</summary>
public sealed class OperationLines(TextWriter output, Names names)
{
    public void Write(OperationShape shape)
    {
        var functions = string.Join(", ", shape.Functions.Select(names.Of).Where(name => name is not null));
        output.Line($"{shape.First,8}-{shape.Last,-8} {names.Of(shape.Task),-18} {OperationWords.Of(shape.Began, names)}, mm {names.Of(shape.Mm)}{(functions.Length > 0 ? $": {functions}" : "")}");
        output.AllLines(Wrapping.Wrap("                    ", shape.Steps, Wrapping.Columns));
    }
}
