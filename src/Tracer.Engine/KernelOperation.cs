namespace Tracer.Engine;

/// <summary>The kernel paths that a task can be in; their names are what a trace shows.</summary>
internal enum KernelOperation
{
    None,
    Reclaim,
    Mkclean,
    Truncate,
    DaxMkclean,
    Ageing,
    KsmWriteProtect,
    KsmReplace,
    OomReaper,
    Munmap,
    Exit,
    Fork,
    MadviseDontneed,
    MadviseFree,
    AnonymousFault,
    SwapFault,
    FileFault,
    CowFault,
}

internal static class KernelOperations
{
    /// <summary>The task is in <paramref name="operation"/> until disposal.</summary>
    internal static OperationScope Begin(this KernelTask task, KernelOperation operation, AddressSpace? mm, VirtualAddress address)
    {
        var source = operation >= KernelOperation.AnonymousFault ? OperationSource.PageFault : OperationSource.Path;
        task.Emit(new OperationBegan { Operation = new OperationId((int)operation), Mm = mm?.Id ?? default, Address = address, Source = source });
        return new OperationScope(task, operation, source);
    }

    internal static string NameOf(KernelOperation operation) => operation switch
    {
        KernelOperation.Reclaim => "reclaim",
        KernelOperation.Mkclean => "mkclean",
        KernelOperation.Truncate => "truncate",
        KernelOperation.DaxMkclean => "dax-mkclean",
        KernelOperation.Ageing => "ageing",
        KernelOperation.KsmWriteProtect => "ksm-write-protect",
        KernelOperation.KsmReplace => "ksm-replace",
        KernelOperation.OomReaper => "oom-reaper",
        KernelOperation.Munmap => "munmap",
        KernelOperation.Exit => "exit",
        KernelOperation.Fork => "fork",
        KernelOperation.MadviseDontneed => "madvise-dontneed",
        KernelOperation.MadviseFree => "madvise-free",
        KernelOperation.AnonymousFault => "anonymous-fault",
        KernelOperation.SwapFault => "swap-fault",
        KernelOperation.FileFault => "file-fault",
        KernelOperation.CowFault => "cow-fault",
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "an operation without a name"),
    };

    internal readonly struct OperationScope(KernelTask task, KernelOperation operation, OperationSource source) : IDisposable
    {
        public void Dispose() => task.Emit(new OperationEnded { Operation = new OperationId((int)operation), Source = source });
    }
}
