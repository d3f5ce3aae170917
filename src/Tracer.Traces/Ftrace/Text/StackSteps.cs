using System.Text;

namespace Tracer.Traces.Ftrace.Text;

/// <summary>The steps of a stack trace, which stand on lines of their own below the event that they belong to.</summary>
internal sealed class StackSteps
{
    // No stack that the kernel prints is deeper; of a text that goes on, the rest is left out.
    private const int MostLength = 900;

    private readonly StringBuilder steps = new();
    private byte[] comm = [];

    /// <summary>Of the line that begins it.</summary>
    public EventHeader Header { get; private set; }

    /// <summary>As it stands in the column of that line.</summary>
    public ReadOnlySpan<byte> Comm => comm;

    public bool IsOpen { get; private set; }

    /// <summary>How many lines of the text it is.</summary>
    public int Lines { get; private set; }

    public void Begin(in EventHeader header, ReadOnlySpan<byte> column, int lines)
    {
        Header = header;
        if (!column.SequenceEqual(comm)) comm = column.ToArray();
        steps.Clear();
        Lines = lines;
        IsOpen = true;
    }

    /// <summary>Takes <c>=> do_exit</c>, <c>=> exc_page_fault (ffffffff81a3d3e8)</c>, <c>=>do_exit+0x10/0x20</c>.</summary>
    public void Add(ReadOnlySpan<byte> line)
    {
        Lines++;
        if (steps.Length > MostLength) return;
        var step = line.Trim(" \t"u8)["=>".Length..].Trim((byte)' ');
        var end = step.IndexOfAny((byte)' ', (byte)'+');
        if (end >= 0) step = step[..end];
        if (step.IsEmpty) return;
        if (steps.Length > 0) steps.Append(Noted.CalledFrom);
        steps.Append(Encoding.UTF8.GetString(step));
    }

    /// <summary>The functions, innermost first.</summary>
    public string Take()
    {
        IsOpen = false;
        return steps.ToString();
    }
}
