namespace Tracer.Events.Ids;

/// <summary>The level of a page table; an entry of it covers <see cref="PageSize.Of"/> bytes.</summary>
public enum TableLevel : byte
{
    Pte,
    Pmd,
    Pud,
    Pgd,
}
