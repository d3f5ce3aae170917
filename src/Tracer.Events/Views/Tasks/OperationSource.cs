namespace Tracer.Events.Views.Tasks;

/// <summary>What starts an operation.</summary>
public enum OperationSource : byte
{
    /// <summary>A path of the engine.</summary>
    Path,
    Syscall,
    PageFault,

    /// <summary>A kernel thread's section under mmap_lock or a reverse-map lock.</summary>
    KernelThread,

    /// <summary>A task of the kernel inside another operation, such as a reverse-map walk.</summary>
    Function,
}
