using Tracer.Engine.Locks;

namespace Tracer.Engine.Memory;

/// <summary>An entry of a DAX file: a piece of the device's own memory, which is never freed. Its lock stands where that of a page would.</summary>
internal sealed class DaxEntry(KernelLock entryLock, byte order)
{
    internal KernelLock Lock => entryLock;

    internal byte Order => order;

    /// <summary>The memory; null before somebody first uses it.</summary>
    internal Page? Page { get; private set; }

    internal Page PageOf(KernelTask task) => Page ??= task.Machine.Pages.Allocate(task, order);

    internal void Reset()
    {
        Page = null;
        entryLock.Reset();
    }
}
