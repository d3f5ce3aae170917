namespace Tracer.Engine;

/// <summary>Whether anonymous memory is mapped by huge pages.</summary>
internal enum HugePages
{
    Absent,

    /// <summary>Since 2.6.38.</summary>
    Present,
}
