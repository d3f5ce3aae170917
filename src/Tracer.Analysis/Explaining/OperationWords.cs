namespace Tracer.Analysis.Explaining;

/// <summary>What started an operation, in words.</summary>
public static class OperationWords
{
    /// <summary>The words for the event that began it; of kind None: the trace starts inside.</summary>
    public static string Of(in VmEvent began, Names names)
    {
        if (began.Header.Kind != EventKind.OperationBegan) return "operation from before the trace";
        ref readonly var operation = ref began.As<OperationBegan>();
        return operation.Source switch
        {
            OperationSource.Syscall => $"syscall {names.Of(operation.Operation)}",
            OperationSource.PageFault when operation.Address.IsKnown => $"page fault at {operation.Address}",
            OperationSource.PageFault => "page fault",
            OperationSource.KernelThread => $"kernel thread, {names.Of(operation.Operation)}",
            _ => names.Of(operation.Operation),
        };
    }
}
