namespace Tracer.Analysis.Rules.Brackets;

/// <summary>A change outside any bracket by a path that tells drivers of it page by page, with invalidate_page: the reverse map's way until 4.13.</summary>
/// <param name="Store">The store.</param>
public readonly record struct ChangeToldByPage(PteChanged Store);
