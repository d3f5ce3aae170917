namespace Tracer.Engine;

/// <summary>What memory is mapped by huge pages.</summary>
internal enum HugePages
{
    Absent,

    /// <summary>Private memory (since 2.6.38).</summary>
    Anonymous,

    /// <summary>Files too: shmem, and DAX a little earlier (since 4.8).</summary>
    Everywhere,
}
