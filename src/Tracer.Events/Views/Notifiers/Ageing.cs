namespace Tracer.Events;

/// <summary>The three ageing calls.</summary>
public enum Ageing : byte
{
    ClearFlushYoung,
    ClearYoung,
    TestYoung,
}
