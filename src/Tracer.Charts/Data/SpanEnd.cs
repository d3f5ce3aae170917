namespace Tracer.Charts.Data;

/// <summary>How something that lasted came to its end.</summary>
public enum SpanEnd
{
    /// <summary>Its own end was seen, be it within what is drawn or after it.</summary>
    Paired,

    /// <summary>No end of its own was seen, but something after which it cannot have lasted, such as the release of the lock that it was opened under.</summary>
    GivenUp,

    /// <summary>Something was seen that cannot be while it lasts, so that it must have ended unseen before.</summary>
    Disproved,

    /// <summary>It had not ended when the trace did.</summary>
    Unended,
}
