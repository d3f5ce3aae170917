using System.Xml.Linq;
using Tracer.Analysis.Findings;

namespace Tracer.Pages.Parts;

/// <summary>What is shown of the first finding of a way to break a rule.</summary>
/// <param name="Way">All findings of that way.</param>
/// <param name="Around">The events around the first, by sequence.</param>
/// <param name="Chart">Its picture; null of those for which a page has no room.</param>
internal sealed record FindingView(Way Way, IReadOnlyList<VmEvent> Around, XElement? Chart)
{
    public Finding First => Way.First;
}
