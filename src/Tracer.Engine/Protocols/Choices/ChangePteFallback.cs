namespace Tracer.Engine;

/// <summary>What a driver without change_pte hears in its place.</summary>
internal enum ChangePteFallback
{
    InvalidatePage,

    /// <summary>Since 3.7.</summary>
    Nothing,
}
