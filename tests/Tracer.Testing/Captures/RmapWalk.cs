using System.Globalization;

namespace Tracer.Testing.Captures;

/// <summary>What a task does under a lock of the reverse map, from taking it to giving it back; or in one function of the walk, where the lock is not shown.</summary>
internal static class RmapWalk
{
    // `            comm-pid    `, as the kernel prints it.
    private const int TaskColumns = 24;

    private static readonly string[] Functions = ["try_to_unmap_one", "page_mkclean_one"];

    /// <summary>The lines with every walk done by another task.</summary>
    public static IReadOnlyList<CaptureLine> GivenTo(string comm, int pid, IReadOnlyList<CaptureLine> lines)
    {
        var given = lines.ToArray();
        for (var next = 0; Array.FindIndex(given, next, line => Functions.Contains(line.Name)) is >= 0 and var entered;)
        {
            var former = given[entered].Pid;
            var taken = Array.FindLastIndex(given, entered, line => line.Pid == former && line.Name.StartsWith("down_read", StringComparison.Ordinal));
            var isLockShown = taken >= next;
            var last = Array.FindIndex(given, entered, line => line.Pid == former && line.Name == (isLockShown ? "up_read" : given[entered].Name + "_ret"));
            for (var at = isLockShown ? taken : entered; at <= last; at++) given[at] = Given(given[at], former, comm, pid);
            next = last + 1;
        }

        return given;
    }

    private static CaptureLine Given(CaptureLine line, int former, string comm, int pid)
    {
        var text = line.Text.Replace(Text($"_pid={former} "), Text($"_pid={pid} "), StringComparison.Ordinal);
        return new CaptureLine(line.Pid == former ? Text($"{comm,16}-{pid,-7}") + text[TaskColumns..] : text);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
