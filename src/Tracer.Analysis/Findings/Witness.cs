namespace Tracer.Analysis.Findings;

/// <summary>An event that proves a finding, and the part it plays in the reason's sentence.</summary>
/// <param name="Role">Name used in <see cref="Reason.Because"/>; <c>culprit</c> for the culprit.</param>
/// <param name="Event">The event.</param>
public readonly record struct Witness(string Role, VmEvent Event);
