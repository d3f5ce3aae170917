using Tracer.Cli.Files;

namespace Tracer.Cli.Usage;

/// <summary>Tells how far a long work is, in a line that the next one overwrites: from the first second on, and where a person sees it.</summary>
internal sealed class Progress(TextWriter screen, TimeProvider clock, int columns) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock oneAtATime = new();
    private long told = clock.GetTimestamp();
    private bool shows;

    /// <summary>On the screen that errors go to; null if they go elsewhere.</summary>
    public static Progress? On(TextWriter error) =>
        error is PrintableWriter { Inner: var screen } && ReferenceEquals(screen, Console.Error) && !Console.IsErrorRedirected ? new Progress(screen, TimeProvider.System, Console.WindowWidth) : null;

    /// <summary>Says it, if it is time to say something again.</summary>
    public void Tell(Func<string> howFar)
    {
        if (clock.GetElapsedTime(told) < Pause) return;
        lock (oneAtATime)
        {
            if (clock.GetElapsedTime(told) < Pause) return;
            told = clock.GetTimestamp();
            var line = Printable.Of(howFar());
            Overwrite(line.Length < columns ? line : line[..Math.Max(columns - 1, 0)]);
            shows = true;
        }
    }

    /// <summary>Leaves the screen as it was.</summary>
    public void Dispose()
    {
        if (shows) Overwrite("");
    }

    private void Overwrite(string line) => screen.Write($"\r\u001b[K{line}");
}
