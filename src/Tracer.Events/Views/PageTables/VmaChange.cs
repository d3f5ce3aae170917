namespace Tracer.Events.Views.PageTables;

/// <summary>What happens to a region.</summary>
public enum VmaChange : byte
{
    Added,
    Removed,
}
