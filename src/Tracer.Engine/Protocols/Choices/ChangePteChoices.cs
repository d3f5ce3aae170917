using Tracer.Engine.Protocols;

namespace Tracer.Engine.Protocols.Choices;

// How a page is replaced by way of change_pte.

[Choice("whether change_pte is called before the new entry is set or after")]
internal enum ChangePteOrder
{
    /// <summary>After the new entry is set (to 3.6).</summary>
    AfterSet,
    BeforeSet,
}

[Choice("whether a page that is replaced by way of change_pte is announced as a range too")]
internal enum ChangePteBracket
{
    None,

    /// <summary>Since 3.7.</summary>
    StartEnd,
}

[Choice("what a driver without change_pte hears in its place", Where = InvalidatePageCallback.Exists)]
internal enum ChangePteFallback
{
    InvalidatePage,

    /// <summary>Since 3.7.</summary>
    Nothing,
}
