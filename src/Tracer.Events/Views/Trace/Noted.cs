using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracer.Events.Views.Trace;

/// <summary>What a source says in words: its user's marker, or the stack of the event before. No rule is put to the test by it.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = VmEvent.Size)]
public readonly record struct Noted : IEventView
{
    public static EventKind Kind => EventKind.Noted;

    /// <summary>Stands in a stack between a function and the one that called it.</summary>
    public const string CalledFrom = " < ";

    public EventHeader Header { get; init; }

    [Description("the words, a name; an id may be given other words later, as there is no end of them")]
    public int Note { get; init; }

    [Description("what it is")]
    public NoteKind Is { get; init; }
}
