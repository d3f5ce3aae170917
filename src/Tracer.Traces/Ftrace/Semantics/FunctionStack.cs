using Tracer.Traces.Ftrace.Probes;

namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>A probed function that a task is in, with what its arguments say of the entries it works on.</summary>
/// <param name="Mm">The address space; 0 if not told.</param>
/// <param name="Start">Where it begins; unknown if not told.</param>
/// <param name="End">Where it ends; unknown if not told.</param>
/// <param name="NewMm">Of a copy, the address space copied to.</param>
/// <param name="NewStart">Of a move, where it moves to.</param>
internal readonly record struct EnclosingFunction(
    FunctionId Id, FunctionShape Shape, bool IsOpenEnded, MmId Mm, VirtualAddress Start, VirtualAddress End, MmId NewMm, VirtualAddress NewStart)
{
    /// <summary>It shows no return, and another function has begun or ended since: it is taken to be over, until one of its own stores shows that it is not.</summary>
    public bool IsDoubtful { get; init; }
}

/// <summary>The probed functions that a task is in, innermost last.</summary>
internal sealed class FunctionStack
{
    private const int Most = 16;

    private readonly List<EnclosingFunction> functions = [];

    public FunctionId Innermost
    {
        get
        {
            for (var i = functions.Count - 1; i >= 0; i--)
                if (!functions[i].IsDoubtful) return functions[i].Id;
            return default;
        }
    }

    /// <summary>The innermost function whose arguments give addresses or an address space.</summary>
    public bool TryFindTelling(out EnclosingFunction function)
    {
        for (var i = functions.Count - 1; i >= 0; i--)
        {
            function = functions[i];
            if (function.Shape != FunctionShape.Nothing && !function.IsDoubtful) return true;
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
                if (functions[i].Mm.Value != 0 && !functions[i].IsDoubtful) return functions[i].Mm;
            return default;
        }
    }

    public void Enter(in EnclosingFunction function)
    {
        Doubt();
        ForgetDoubtful(function.Id);
        if (functions.Count == Most) functions.RemoveAt(0);
        functions.Add(function);
    }

    public void Leave(FunctionId id)
    {
        Doubt();
        for (var i = functions.Count - 1; i >= 0; i--)
        {
            if (functions[i].Id != id) continue;
            functions.RemoveRange(i, functions.Count - i);
            return;
        }
    }

    /// <summary>One of its own instructions is hit: what it had called is over, and it is not.</summary>
    public void Resume(FunctionId id)
    {
        for (var i = functions.Count - 1; i >= 0; i--)
        {
            if (functions[i].Id != id) continue;
            functions.RemoveRange(i + 1, functions.Count - i - 1);
            if (functions[i].IsDoubtful) functions[i] = functions[i] with { IsDoubtful = false };
            return;
        }
    }

    public void Clear() => functions.Clear();

    private void Doubt()
    {
        if (functions.Count > 0 && functions[^1] is { IsOpenEnded: true, IsDoubtful: false } innermost) functions[^1] = innermost with { IsDoubtful = true };
    }

    private void ForgetDoubtful(FunctionId id)
    {
        for (var i = functions.Count - 1; i >= 0; i--)
            if (functions[i].IsDoubtful && functions[i].Id == id) functions.RemoveAt(i);
    }
}
