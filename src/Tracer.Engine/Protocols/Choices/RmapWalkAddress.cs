namespace Tracer.Engine;

/// <summary>Which address the reverse map hands in.</summary>
internal enum RmapWalkAddress
{
    /// <summary>The beginning of the page.</summary>
    Head,

    /// <summary>One inside a huge page.</summary>
    Inside,
}
