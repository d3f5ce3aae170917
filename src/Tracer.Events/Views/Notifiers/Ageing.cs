namespace Tracer.Events.Views.Notifiers;

/// <summary>The three ageing calls.</summary>
public enum Ageing : byte
{
    ClearFlushYoung,
    ClearYoung,
    TestYoung,
}
