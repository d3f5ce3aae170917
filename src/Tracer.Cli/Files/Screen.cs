using System.Diagnostics;
using Tracer.Cli.Usage;

namespace Tracer.Cli.Files;

/// <summary>Where a person reads: through a pager and with colours if it is a terminal, and as it is otherwise.</summary>
internal sealed class Screen : IDisposable
{
    private const string Shell = "/bin/sh";

    // One page needs no pager, colours come through, and what was read stays.
    private const string LessOptions = "FRX";

    private readonly Process? pager;

    private Screen(TextWriter output, bool isTerminal, bool hasColour, Process? pager)
    {
        (Output, IsTerminal, HasColour, this.pager) = (output, isTerminal, hasColour, pager);
    }

    /// <summary>Where lines are written; they hold nothing but what may be shown.</summary>
    public TextWriter Output { get; }

    public bool IsTerminal { get; }

    public bool HasColour { get; }

    /// <param name="output">Of the command.</param>
    /// <param name="mayPage">A pager is wanted, if there is one.</param>
    public static Screen On(TextWriter output, bool mayPage)
    {
        if (output is not PrintableWriter { Inner: var inner } || inner != Console.Out) return new Screen(output, isTerminal: false, hasColour: false, pager: null);
        var settings = ScreenSettings.Of(Environment.GetEnvironmentVariable, mayPage && File.Exists(Shell));
        var pager = settings.Pager is { } command ? Start(command) : null;
        return new Screen(pager?.StandardInput ?? inner, isTerminal: true, settings.HasColour, pager);
    }

    /// <summary>Whoever read has seen enough: nothing is to be complained of.</summary>
    public bool HasNoReader(IOException e) => pager is not null || StandardOutput.HasNoReader(e);

    /// <summary>All is written: waits until the person has read it.</summary>
    public void Dispose()
    {
        if (pager is null) return;
        try
        {
            pager.StandardInput.Dispose();
        }
        catch (IOException)
        {
            // He has seen enough.
        }

        pager.WaitForExit();
        pager.Dispose();
    }

    private static Process? Start(string command)
    {
        var start = new ProcessStartInfo(Shell, ["-c", command]) { RedirectStandardInput = true };
        start.Environment.TryAdd("LESS", LessOptions);
        return Process.Start(start);
    }
}
