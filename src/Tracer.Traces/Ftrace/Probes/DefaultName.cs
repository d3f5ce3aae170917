namespace Tracer.Traces.Ftrace.Probes;

/// <summary>The names that probes get if nobody gives them one: of their function.</summary>
internal static class DefaultName
{
    /// <summary>The function that a probe of this name is on, and whether where it returns: <c>p_f_0</c> and <c>r_f_0</c> of kprobe_events, <c>f</c> and <c>f__return</c> of perf probe.</summary>
    public static (string Function, bool IsReturn) Of(string name)
    {
        const string Return = "__return";
        if (name.EndsWith(Return, StringComparison.Ordinal)) return (name[..^Return.Length], true);
        var offset = name.LastIndexOf('_');
        if (offset > 2 && name[1] == '_' && name[0] is 'p' or 'r' && name[(offset + 1)..] is "0" or "4") return (name[2..offset], name[0] == 'r');
        return (name, false);
    }
}
