using System.Globalization;
using System.Text;

namespace Tracer.Testing.Captures;

/// <summary>Lines of a capture as a text that a kernel might have printed: the header tells how many there are, and on no CPU the time falls.</summary>
public static class CaptureText
{
    private const string Entries = "# entries-in-buffer/entries-written: ";

    /// <summary>The text, a line feed after each line.</summary>
    public static string Of(IEnumerable<CaptureLine> lines)
    {
        List<CaptureLine> all = [.. lines];
        var count = all.Count(line => line.Pid >= 0);
        var latest = new Dictionary<int, decimal>();
        var text = new StringBuilder();
        foreach (var line in all) text.Append(line.Text.StartsWith(Entries, StringComparison.Ordinal) ? $"{Entries}{count}/{count}   #P:2" : InTime(line, latest)).Append('\n');
        return text.ToString();
    }

    // What was moved to another place has the time of its neighbours there.
    private static string InTime(CaptureLine line, Dictionary<int, decimal> latest)
    {
        if (line.Pid < 0) return line.Text;
        var time = decimal.Parse(line.Time, CultureInfo.InvariantCulture);
        if (latest.TryGetValue(line.Cpu, out var last) && time < last) return line.AtTime(last).Text;
        latest[line.Cpu] = time;
        return line.Text;
    }
}
