namespace Tracer.Pages.Timelines;

/// <summary>An event that is told in full.</summary>
/// <param name="At">How many events came before it, those that are not kept included.</param>
/// <param name="Event">The event.</param>
internal readonly record struct KeptEvent(long At, VmEvent Event);
