using System.Globalization;

namespace Tracer.Traces.Reading;

/// <summary>One of the traces in a file, as a person names it: <c>FILE</c> is the first, <c>FILE#2</c> the second.</summary>
/// <param name="File">The file.</param>
/// <param name="Number">Which of its traces, from 1.</param>
public readonly record struct TraceInFile(string File, int Number)
{
    /// <summary>What a path means; a file whose name ends so is meant before a trace in another.</summary>
    public static TraceInFile Of(string path)
    {
        var mark = path.LastIndexOf('#');
        return mark > 0 && !Path.Exists(path) && int.TryParse(path.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 1
            ? new TraceInFile(path[..mark], number) : new TraceInFile(path, 1);
    }

    /// <summary>The one that follows it.</summary>
    public TraceInFile Next => this with { Number = Number + 1 };

    public override string ToString() => Number == 1 ? File : string.Create(CultureInfo.InvariantCulture, $"{File}#{Number}");

    /// <summary>Opens it, given the first; those before it are read for where they end.</summary>
    /// <exception cref="TraceFormatException">There are not so many.</exception>
    internal ITrace In(ITrace first)
    {
        var trace = first;
        for (var number = 1; number < Number; number++)
        {
            trace.Read(NoSink.Instance);
            if (trace.Next((this with { Number = number + 1 }).ToString()) is not { } next)
            {
                first.Dispose();
                throw new TraceFormatException(string.Create(CultureInfo.InvariantCulture, $"{this}: {File} holds {number} {(number == 1 ? "trace" : "traces")}"));
            }

            trace = next;
        }

        return trace;
    }
}
