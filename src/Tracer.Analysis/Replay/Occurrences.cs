using System.Runtime.CompilerServices;

namespace Tracer.Analysis.Replay;

/// <summary>Carries what several events together mean, such as <see cref="SectionEnded"/>, from whoever sees it to whoever subscribed.</summary>
public sealed class Occurrences
{
    private object?[] subscribers = [];

    /// <summary>Hears of every occurrence of the type from now on, after those that subscribed before.</summary>
    public void Subscribe<T>(Hear<T> hear) where T : struct, allows ref struct
    {
        var index = OccurrenceIndex<T>.Value;
        if (index >= subscribers.Length) Array.Resize(ref subscribers, index + 1);
        subscribers[index] = Delegate.Combine((Delegate?)subscribers[index], hear);
    }

    /// <summary>True if somebody would hear it: making an occurrence that nobody hears costs as much as one that is heard.</summary>
    public bool HasListener<T>() where T : struct, allows ref struct => OccurrenceIndex<T>.Value < subscribers.Length && subscribers[OccurrenceIndex<T>.Value] is not null;

    public void Raise<T>(in T occurrence) where T : struct, allows ref struct
    {
        var index = OccurrenceIndex<T>.Value;
        if ((uint)index < (uint)subscribers.Length && subscribers[index] is { } hear) Unsafe.As<Hear<T>>(hear)(in occurrence);
    }

    private static class OccurrenceIndex<T> where T : struct, allows ref struct
    {
        public static readonly int Value = Interlocked.Increment(ref OccurrenceCount) - 1;
    }

    private static int OccurrenceCount;
}

/// <summary>Hears an occurrence.</summary>
public delegate void Hear<T>(in T occurrence) where T : struct, allows ref struct;
