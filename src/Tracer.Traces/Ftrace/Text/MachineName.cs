using System.Text;

namespace Tracer.Traces.Ftrace.Text;

/// <summary>What <c>trace-cmd report -i host.dat -i guest.dat</c> puts before each line: <c>host.dat: </c>.</summary>
internal sealed record MachineName(string Name)
{
    private readonly byte[] mark = Encoding.UTF8.GetBytes(Name + ":");

    /// <summary>The machine that a line with this comm is of; null if it is of none.</summary>
    public static MachineName? Before(ReadOnlySpan<byte> comm)
    {
        var end = comm.LastIndexOf(": "u8);
        return end > 0 ? new MachineName(Encoding.UTF8.GetString(comm[..end].Trim((byte)' '))) : null;
    }

    public bool Equals(MachineName? other) => other?.Name == Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public ReadOnlySpan<byte> Strip(ReadOnlySpan<byte> line)
    {
        var rest = line.TrimStart((byte)' ');
        return rest.StartsWith(mark) ? rest[mark.Length..] : line;
    }
}
