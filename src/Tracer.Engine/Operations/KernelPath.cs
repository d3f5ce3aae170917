using Tracer.Engine.Memory;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>A kernel path that a task can be in. It is declared where it is simulated.</summary>
/// <param name="name">As a trace shows it.</param>
/// <param name="summary">The functions it goes through, and what it does.</param>
/// <param name="source">How a task comes to be in it.</param>
internal sealed class KernelPath(string name, string summary, OperationSource source = OperationSource.Path) : TracedName(NameSpace.Operation, name)
{
    internal string Summary => summary;

    internal OperationSource Source => source;
}

internal static class KernelPaths
{
    /// <summary>The task is on <paramref name="path"/> until disposal.</summary>
    internal static PathScope Begin(this KernelTask task, KernelPath path, AddressSpace? mm, VirtualAddress address)
    {
        var id = new OperationId(task.IdOf(path));
        task.Emit(new OperationBegan { Operation = id, Mm = mm?.Id ?? default, Address = address, Source = path.Source });
        return new PathScope(task, id, path.Source);
    }

    internal readonly struct PathScope(KernelTask task, OperationId id, OperationSource source) : IDisposable
    {
        public void Dispose() => task.Emit(new OperationEnded { Operation = id, Source = source });
    }
}
