using System.Globalization;
using System.Text.RegularExpressions;
using Tracer.Analysis.Findings;
using Tracer.Cli;
using Tracer.Events;
using Tracer.Events.Sources;
using Tracer.Lab.Checking;
using Tracer.Traces.Ftrace;
using Tracer.Traces.Reading;

namespace Tracer.Fuzz;

/// <summary>Lets the commands go over cases, in this process. Tells on its output where it is, so that whoever started it knows which case it died of or hangs in.</summary>
internal sealed partial class Worker(FuzzReader reader, long seed, string folder)
{
    /// <summary>Before a finding, in a line of output; a case that begins is its number alone.</summary>
    public const char Found = '!';

    private static readonly string[] Commands =
        ["info", "show --fields", "show --operations", "explain", "check --format text", "check --format csv", "replay", "plot --chart violations", "plot --chart rules", "plot"];

    private readonly string scratch = Path.Combine(Path.GetTempPath(), $"tracer-fuzz-{Environment.ProcessId}");
    private string[] command = [];

    public int Run(long from, long to)
    {
        Directory.CreateDirectory(scratch);
        try
        {
            for (var number = from; number < to; number++)
            {
                TellAt(number);
                var one = FuzzCase.Make(reader, number, seed);
                command = Command(one.Dice);
                if (Fault(one.Bytes, one) is not { } fault) continue;
                Console.Out.WriteLine($"{Found}{fault}");
                Keep(one.Bytes, number);
                Keep(Minimised(one, fault, number), number);
            }
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }

        return 0;
    }

    private static void TellAt(long number)
    {
        Console.Out.WriteLine(number.ToString(CultureInfo.InvariantCulture));
        Console.Out.Flush();
    }

    /// <summary>What is wrong with what is said of these bytes; null if nothing is.</summary>
    private string? Fault(byte[] bytes, FuzzCase one)
    {
        if (reader.Name == "stdin") return FaultOfStream(bytes, one);
        var path = Path.Combine(scratch, "case");
        File.WriteAllBytes(path, bytes);
        return FaultOf(["check", "--format", "json", path], one) ?? FaultOf([.. command, path], one);
    }

    private string[] Command(SplitMix64 dice)
    {
        var words = Commands[dice.Next(Commands.Length)].Split(' ');
        return words[0] == "plot" ? [.. words, "-o", Path.Combine(scratch, dice.Next(32) == 0 ? "picture.png" : "picture.svg")] : words;
    }

    private static string? FaultOf(string[] args, FuzzCase one)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var words = string.Join(' ', args[..^1]);
        try
        {
            var exitCode = TracerCommand.Run([.. args, "--debug"], output, error);
            var told = output.ToString();
            if (error.ToString() is var complaint && (complaint.Contains("internal error", StringComparison.Ordinal) || told.Contains("internal error", StringComparison.Ordinal)))
                return $"{words}: {Where(complaint)}";
            if (exitCode is < 0 or > 3) return $"{words}: exit code {exitCode}";
            if (!told.Contains("\"verdict\": \"holds\"", StringComparison.Ordinal)) return null;
            if (one.IsCut) return $"{words}: holds, and its end is not there";
            return EventsTold().Matches(told).Sum(match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)) < one.Events ? $"{words}: holds, and events are not there" : null;
        }
        catch (Exception e)
        {
            return $"{words}: leaves {Where(e.ToString())}";
        }
    }

    // A live text comes in pieces of any length.
    private static string? FaultOfStream(byte[] bytes, FuzzCase one)
    {
        try
        {
            ITrace? trace = FtraceTrace.Open(new Pieces(bytes, new SplitMix64((ulong)bytes.Length)), "-", null, isLive: true);
            using var first = trace;
            for (; trace is not null; trace = trace.Next("-")) TraceCheck.Run(trace, new CheckOptions());
            return null;
        }
        catch (TraceFormatException e) when (!e.IsInternal)
        {
            return null;
        }
        catch (Exception e)
        {
            return $"check -: leaves {Where(e.ToString())}";
        }
    }

    // What was thrown, and by whom: the same fault has the same words.
    private static string Where(string trace)
    {
        // The command prints none but printable letters.
        var lines = trace.Replace("\\u000a", "\n", StringComparison.Ordinal).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        var thrown = lines.FindIndex(line => line.Contains("Exception", StringComparison.Ordinal));
        var frame = lines.Find(line => line.StartsWith("at Tracer.", StringComparison.Ordinal));
        return $"{(thrown < 0 ? lines.FirstOrDefault("nothing") : Number().Replace(lines[thrown], "#"))} {frame?.Split(" in ")[0]}";
    }

    [GeneratedRegex("\"events\": ([0-9]+)")]
    private static partial Regex EventsTold();

    [GeneratedRegex("[0-9][0-9,]*")]
    private static partial Regex Number();

    // Pieces are taken out as long as the same goes wrong.
    private byte[] Minimised(FuzzCase one, string fault, long number)
    {
        var bytes = one.Bytes;
        for (var size = bytes.Length / 2; size >= 1; size /= 2)
            for (var at = 0; at + size <= bytes.Length;)
            {
                TellAt(number);
                byte[] less = [.. bytes[..at], .. bytes[(at + size)..]];
                if (bytes.Length < 1 << 16 && Fault(less, one) == fault) bytes = less;
                else at += size;
                if (bytes.Length / size > 200) break;
            }

        return bytes;
    }

    private void Keep(byte[] bytes, long number)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{reader.Name}-{seed}-{number}")), bytes);
    }

    private sealed class Pieces(byte[] bytes, SplitMix64 dice) : Stream
    {
        private int position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = Math.Min(Math.Min(count, 1 + dice.Next(5000)), bytes.Length - position);
            bytes.AsSpan(position, read).CopyTo(buffer.AsSpan(offset));
            position += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
