using Tracer.Analysis.Rules.Pages;

namespace Tracer.Analysis.State;

/// <summary>What storing an entry does to whoever uses it, in the classes of the catalogue's section 0.</summary>
public enum ChangeClass
{
    /// <summary>None or not present to present.</summary>
    Establish,

    /// <summary>Present to none, swap or migration.</summary>
    Teardown,

    /// <summary>Present to another frame.</summary>
    Replace,

    /// <summary>Same frame, less permission.</summary>
    Downgrade,

    /// <summary>Same frame and permission, dirty bit cleared.</summary>
    Clean,

    /// <summary>Same frame, more permission.</summary>
    Upgrade,

    /// <summary>Accessed or software bits only.</summary>
    Soft,

    /// <summary>An entry that points to a lower table is linked or cut off.</summary>
    TableLink,

    /// <summary>Not present to not present: only the kernel's own notes change.</summary>
    Metadata,
}

/// <summary>Classifies stores.</summary>
public static class ChangeClasses
{
    /// <summary>The class of a store by its old and new entry.</summary>
    public static ChangeClass Classify(this in PteChanged change)
    {
        var (old, now, level) = (change.Old, change.New, change.Level);
        if (old.IsPresent && !old.IsLeafAt(level) || now.IsPresent && !now.IsLeafAt(level)) return ChangeClass.TableLink;
        if (!old.IsPresent) return now.IsPresent ? ChangeClass.Establish : ChangeClass.Metadata;
        if (!now.IsPresent) return ChangeClass.Teardown;
        if (old.Pfn != now.Pfn) return ChangeClass.Replace;
        if (old.IsWritable && !now.IsWritable || Reachable(old) && !Reachable(now)) return ChangeClass.Downgrade;
        if (old.IsDirty && !now.IsDirty) return ChangeClass.Clean;
        return !old.IsWritable && now.IsWritable || !Reachable(old) && Reachable(now) ? ChangeClass.Upgrade : ChangeClass.Soft;
    }

    /// <summary>True for the classes after which a secondary MMU's copy of the entry would be wrong.</summary>
    public static bool NeedsNotification(this ChangeClass change) =>
        change is ChangeClass.Teardown or ChangeClass.Replace or ChangeClass.Downgrade or ChangeClass.Clean;

    /// <summary>True if the store takes a table out of its place, with all that is mapped through it.</summary>
    public static bool CutsOffTable(this in PteChanged change) => change.Old.IsPresent && !change.Old.IsLeafAt(change.Level) && !change.New.IsPresent;

    // PROTNONE keeps the frame and takes every access.
    private static bool Reachable(PageEntry entry) => (entry.Bits & PageEntry.PresentBit) != 0;
}
