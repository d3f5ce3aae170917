using System.Globalization;
using System.Text.RegularExpressions;

namespace Tracer.Testing.Captures;

/// <summary>One line of a kernel's trace as text, read the slow and obvious way: the reader of the tool has no part in it.</summary>
public sealed partial class CaptureLine
{
    private const int InterruptColumn = 2;
    private const int DepthColumn = 3;
    private const int MigrateColumn = 4;

    private readonly int flagsAt;
    private readonly int timeAt;

    public CaptureLine(string text)
    {
        Text = text;
        var head = Head().Match(text);
        if (!head.Success) return;
        Pid = int.Parse(head.Groups["pid"].ValueSpan, CultureInfo.InvariantCulture);
        Cpu = int.Parse(head.Groups["cpu"].ValueSpan, CultureInfo.InvariantCulture);
        flagsAt = head.Groups["flags"].Index;
        timeAt = head.Groups["time"].Index;
        Time = head.Groups["time"].Value;
        Flags = head.Groups["flags"].Value;
        Name = head.Groups["name"].Value;
        Body = head.Groups["body"].Value;
        IsInterrupt = Flags[InterruptColumn] is 'h' or 'H' or 's';
    }

    public string Text { get; }

    /// <summary>The task's pid; -1 if the line is no event's.</summary>
    public int Pid { get; } = -1;

    public int Cpu { get; }

    public string Flags { get; } = "";

    /// <summary>When, in seconds, as it is printed; empty if the line is no event's.</summary>
    public string Time { get; } = "";

    /// <summary>The event's name; empty if the line is no event's.</summary>
    public string Name { get; } = "";

    public string Body { get; } = "";

    /// <summary>It happened in an interrupt, which only shows up under the task's pid.</summary>
    public bool IsInterrupt { get; }

    /// <summary>The number that a field holds; null if there is no such field.</summary>
    public ulong? Field(string key)
    {
        var at = Body.IndexOf(" " + key + "=", StringComparison.Ordinal);
        if (at < 0) return null;
        var text = Body[(at + key.Length + 2)..].Split(' ')[0];
        var isHex = text.StartsWith("0x", StringComparison.Ordinal);
        return ulong.Parse(isHex ? text[2..] : text, isHex ? NumberStyles.HexNumber : NumberStyles.Integer, CultureInfo.InvariantCulture);
    }

    /// <summary>The same line with another range.</summary>
    public CaptureLine WithRange(ulong start, ulong end) =>
        new(RangeFields().Replace(Text, string.Create(CultureInfo.InvariantCulture, $" start=0x{start:x} end=0x{end:x}"), 1));

    /// <summary>The same line with one spin lock less in its depth column, as the kernel would print it.</summary>
    public CaptureLine OneLess() => Flags[InterruptColumn] == 'Z'
        ? Flags[DepthColumn] == '.' ? WithFlags(Flags[..InterruptColumn].Replace('d', '.') + "Zff") : WithDepth(Less(Flags[DepthColumn]))
        : Flags[DepthColumn] == '.' ? this : WithDepth(Less(Flags[DepthColumn]));

    /// <summary>The same line with one spin lock more in its depth column.</summary>
    public CaptureLine OneMore() => WithDepth(Flags[DepthColumn] == '.' ? '1' : (char)(Flags[DepthColumn] + 1));

    /// <summary>The same line at another time.</summary>
    public CaptureLine AtTime(decimal seconds) => new(Text[..timeAt] + seconds.ToString(CultureInfo.InvariantCulture) + Text[(timeAt + Time.Length)..]);

    /// <summary>Another event at this line's place: same task, CPU, flags and time.</summary>
    public CaptureLine Became(string nameAndBody) => new(Text[..^(Name.Length + 2 + Body.Length)] + nameAndBody);

    public override string ToString() => Text;

    private static char Less(char depth) => depth == '1' ? '.' : (char)(depth - 1);

    private CaptureLine WithDepth(char depth) => WithFlags(Flags[..DepthColumn] + depth + Flags[MigrateColumn..]);

    private CaptureLine WithFlags(string flags) => new(Text[..flagsAt] + flags + Text[(flagsAt + Flags.Length)..]);

    [GeneratedRegex(@"^ *\S.*-(?<pid>\d+) +(?:\( *[-\d]+\) +)?\[(?<cpu>\d+)\] (?<flags>\S{5,}) +(?<time>[\d.]+): (?<name>[^: ]+): (?<body>.*)$")]
    private static partial Regex Head();

    [GeneratedRegex(" start=0x[0-9a-f]+ end=0x[0-9a-f]+")]
    private static partial Regex RangeFields();
}
