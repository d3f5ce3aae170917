using System.Text;
using Tracer.Traces.Ftrace.Text;

namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>What tasks are called, as the kernel had saved it when the trace was taken: <c>183 mmw</c>, a line each.</summary>
internal sealed class TaskComms
{
    private readonly Dictionary<int, byte[]> comms = new() { [0] = Encoding.ASCII.GetBytes("<idle>") };
    private (int Pid, byte[] Comm) last = (-1, []);

    public TaskComms(ReadOnlySpan<byte> saved)
    {
        foreach (var range in saved.Split((byte)'\n'))
        {
            var text = new TextCursor(saved[range]);
            if (text.TryDecimal(out var pid) && pid <= int.MaxValue && text.Skip((byte)' ')) comms[(int)pid] = text.Rest.ToArray();
        }
    }

    /// <summary>Empty if the kernel had not saved it.</summary>
    public ReadOnlySpan<byte> Of(int pid)
    {
        if (pid != last.Pid) last = (pid, comms.GetValueOrDefault(pid) ?? []);
        return last.Comm;
    }
}
