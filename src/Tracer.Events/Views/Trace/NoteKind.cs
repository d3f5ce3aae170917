namespace Tracer.Events.Views.Trace;

/// <summary>What a note is.</summary>
public enum NoteKind : byte
{
    /// <summary>Written by a person or a program to find his way by.</summary>
    Marker,

    /// <summary>The kernel's stack at the event before it of the same task, innermost function first.</summary>
    Stack,
}
