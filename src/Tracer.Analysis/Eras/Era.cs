namespace Tracer.Analysis.Eras;

/// <summary>The eras of the notifier interface, as the catalogue counts them; flags, so that a rule names the eras it speaks of.</summary>
[Flags]
public enum Era
{
    None = 0,

    /// <summary>2.6.27-2.6.39: list under RCU, everything atomic.</summary>
    E0 = 1 << 0,

    /// <summary>3.0-3.6: locks become sleepable, the list is still under RCU.</summary>
    E1 = 1 << 1,

    /// <summary>3.7-4.10: SRCU; invalidate_page after the page-table lock is dropped.</summary>
    E2 = 1 << 2,

    /// <summary>4.11-4.13-rc: invalidate_page under the page-table lock again.</summary>
    E3 = 1 << 3,

    /// <summary>aac2fea94f7a: invalidate_range after the loop.</summary>
    E4 = 1 << 4,

    /// <summary>785373b4: the revert to E3.</summary>
    E5 = 1 << 5,

    /// <summary>4.13 and 4.14: start and end around, invalidate_range under the lock.</summary>
    E6 = 1 << 6,

    /// <summary>4.15: no double notification.</summary>
    E7 = 1 << 7,

    /// <summary>4.16-6.5.</summary>
    E8 = 1 << 8,

    /// <summary>6.6-6.9: arch_invalidate_secondary_tlbs from the TLB flush.</summary>
    E9 = 1 << 9,

    /// <summary>6.10 and later: no change_pte.</summary>
    E10 = 1 << 10,

    All = (1 << 11) - 1,

    /// <summary>Eras that walk the list of drivers under RCU: no callback may sleep.</summary>
    WithRcuList = E0 | E1,

    /// <summary>Eras in which change_pte exists.</summary>
    WithChangePte = All & ~E10,

    /// <summary>Eras in which invalidate_page exists.</summary>
    WithInvalidatePage = E0 | E1 | E2 | E3 | E5,

    /// <summary>Eras whose reverse-map paths bracket their changes: E4 should have, and did not.</summary>
    WithRmapBrackets = E4 | E6 | E7 | E8 | E9 | E10,

    /// <summary>Eras whose writeback of DAX files brackets its changes: E4 left it as it was.</summary>
    WithDaxBrackets = WithRmapBrackets & ~E4,

    /// <summary>Eras in which invalidate_range runs beside the change, under the page-table lock.</summary>
    WithExplicitInvalidateRange = E6 | E7 | E8,

    /// <summary>Eras in which the architecture's TLB flush notifies.</summary>
    WithArchInvalidation = E9 | E10,
}
