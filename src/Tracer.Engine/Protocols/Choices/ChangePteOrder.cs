namespace Tracer.Engine;

/// <summary>When change_pte is called.</summary>
internal enum ChangePteOrder
{
    /// <summary>After the new entry is set (to 3.6).</summary>
    AfterSet,
    BeforeSet,
}
