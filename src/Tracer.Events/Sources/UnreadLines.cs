namespace Tracer.Events.Sources;

/// <summary>Lines of one event of a source that were not understood, or in part.</summary>
/// <param name="Event">The event's name in the source.</param>
/// <param name="Lines">How many lines.</param>
/// <param name="Why">What was not understood.</param>
/// <param name="Field">The field that this is about, as the source calls it; null if about none.</param>
public sealed record UnreadLines(string Event, long Lines, UnreadReason Why, string? Field = null);

/// <summary>Why a line was not understood.</summary>
public enum UnreadReason
{
    /// <summary>A probe whose name means nothing here.</summary>
    UnknownName,

    /// <summary>The field without which the event tells nothing is not there.</summary>
    FieldMissing,

    /// <summary>The field is no address of a user's, and should be: it is not used.</summary>
    NoUserAddress,

    /// <summary>It speaks of a guest's memory, and where that lies is not told.</summary>
    GuestMemoryUnknown,
}
