namespace Tracer.Events;

/// <summary>What happens to a region.</summary>
public enum VmaChange : byte
{
    Added,
    Removed,
}
