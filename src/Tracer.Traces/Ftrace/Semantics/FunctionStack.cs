using Tracer.Traces.Ftrace.Probes;

namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>A probed function that a task is in, with what its arguments say of the entries it works on.</summary>
/// <param name="Mm">The address space; 0 if not told.</param>
/// <param name="Start">Where it begins; unknown if not told.</param>
/// <param name="End">Where it ends; unknown if not told.</param>
/// <param name="NewMm">Of a copy, the address space copied to.</param>
/// <param name="NewStart">Of a move, where it moves to.</param>
internal readonly record struct EnclosingFunction(
    FunctionId Id, FunctionShape Shape, bool IsOpenEnded, MmId Mm, VirtualAddress Start, VirtualAddress End, MmId NewMm, VirtualAddress NewStart);

/// <summary>The probed functions that a task is in, innermost last.</summary>
internal sealed class FunctionStack
{
    private const int Most = 16;

    private readonly List<EnclosingFunction> functions = [];

    public bool IsEmpty => functions.Count == 0;

    public FunctionId Innermost => functions.Count == 0 ? default : functions[^1].Id;

    /// <summary>The innermost function whose arguments give addresses or an address space.</summary>
    public bool TryFindTelling(out EnclosingFunction function)
    {
        for (var i = functions.Count - 1; i >= 0; i--)
        {
            function = functions[i];
            if (function.Shape != FunctionShape.Nothing) return true;
        }

        function = default;
        return false;
    }

    /// <summary>The address space of the innermost function that tells one.</summary>
    public MmId Mm
    {
        get
        {
            for (var i = functions.Count - 1; i >= 0; i--)
                if (functions[i].Mm.Value != 0) return functions[i].Mm;
            return default;
        }
    }

    public void Enter(in EnclosingFunction function)
    {
        LeaveOpenEnded();
        if (functions.Count == Most) functions.RemoveAt(0);
        functions.Add(function);
    }

    public void Leave(FunctionId id)
    {
        LeaveOpenEnded();
        for (var i = functions.Count - 1; i >= 0; i--)
        {
            if (functions[i].Id != id) continue;
            functions.RemoveRange(i, functions.Count - i);
            return;
        }
    }

    public void LeaveOpenEnded()
    {
        if (functions.Count > 0 && functions[^1].IsOpenEnded) functions.RemoveAt(functions.Count - 1);
    }

    public void Clear() => functions.Clear();
}
