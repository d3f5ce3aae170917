namespace Tracer.Events.Views.Notifiers;

/// <summary>enum mmu_notifier_event, from 5.2 on; earlier kernels give <see cref="NotTold"/>.</summary>
public enum NotifierEvent : byte
{
    Unmap,
    Clear,
    ProtectionVma,
    ProtectionPage,
    SoftDirty,
    Release,
    Migrate,
    Exclusive,
    NotTold = 255,
}
