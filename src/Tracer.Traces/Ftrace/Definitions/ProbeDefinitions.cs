using Tracer.Traces.Ftrace.Probes;
using Tracer.Traces.Ftrace.Semantics;

namespace Tracer.Traces.Ftrace.Definitions;

/// <summary>How the events are made that the reader's rows are for.</summary>
public static class ProbeDefinitions
{
    /// <summary>All, those of one event one behind the other.</summary>
    public static IReadOnlyList<ProbeDefinition> All { get; } =
        [.. NotifierDefinitions.All, .. PageTableDefinitions.All, .. PathDefinitions.All, .. LockDefinitions.All];

    /// <summary>The kinds of event that a capture shows which has this probe.</summary>
    public static EventKindSet Shows(ProbeDefinition definition) => KindsOf(row => IsOf(row, definition));

    /// <summary>The kinds of event that a capture shows which has probes on stores of this operation: <c>set_pte</c> for <c>set_pte__FUNCTION_OFFSET</c>.</summary>
    public static EventKindSet ShowsStore(string operation) => KindsOf(row => row.Meaning == ProbeMeaning.EntryStored && row.Name == operation);

    private static EventKindSet KindsOf(Func<ProbeRow, bool> isMeant) =>
        EventKindSet.Of([.. ProbeTable.Of(KernelGeneration.Any).Where(isMeant).SelectMany(row => Handlings.Of(row.Meaning).Shows)]);

    // Two events may share a name: the callback's has a field that tells it from the core's call, and a row for stores has only the beginning of theirs.
    private static bool IsOf(ProbeRow row, ProbeDefinition definition)
    {
        if (row.Name != definition.Name || row.Meaning == ProbeMeaning.EntryStored) return false;
        bool Has(Field field) => definition.Arguments.Any(argument => FieldNames.Of(System.Text.Encoding.ASCII.GetBytes(argument.Key)) == field);
        return row.With != Field.None ? Has(row.With) : !ProbeTable.Of(KernelGeneration.Any).Any(other => other.Name == row.Name && other.With != Field.None && Has(other.With));
    }
}
