namespace Tracer.Events.Sources;

/// <summary>Lines of one event of a source that were not understood, or in part.</summary>
/// <param name="Event">The event's name in the source.</param>
/// <param name="Lines">How many lines.</param>
/// <param name="Why">What was not understood.</param>
/// <param name="Field">The field that this is about, as the source calls it, or several: <c>start and end</c>; null if about none.</param>
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

    /// <summary>The field holds what cannot stand there.</summary>
    FieldMalformed,

    /// <summary>The line ends before the field.</summary>
    CutShort,

    /// <summary>No colon parts the event's name from what it tells.</summary>
    ColonMissing,
}
