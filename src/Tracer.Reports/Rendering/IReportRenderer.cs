using Tracer.Analysis.Findings;

namespace Tracer.Reports.Rendering;

/// <summary>Writes the reports of one invocation of <c>check</c> in one format.</summary>
public interface IReportRenderer
{
    /// <summary>The name by which <c>--format</c> asks for it.</summary>
    string Format { get; }

    void Render(IReadOnlyList<TraceReport> reports, TextWriter output);
}
