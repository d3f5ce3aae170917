namespace Tracer.Engine;

/// <summary>Whether a page that is replaced by way of change_pte is announced as a range too.</summary>
internal enum ChangePteBracket
{
    None,

    /// <summary>Since 3.7.</summary>
    StartEnd,
}
