namespace Tracer.Analysis.Rules.History;

/// <summary>A reverse-map change outside any bracket can be judged: its operation goes on to something else, or ends.</summary>
/// <param name="Change">The change and what followed it.</param>
public readonly record struct RmapChangeClosed(RmapChange Change);
