using System.CommandLine;
using System.Runtime.InteropServices;
using Tracer.Cli.Files;

namespace Tracer.Cli.Usage;

/// <summary>
/// What ends a command before its work is done: a signal, or that nobody reads on. The work stops where it is, and what was found by then is told; the second signal ends the
/// process at once, as does one after which the work does not come to its end.
/// </summary>
internal sealed class Interruption : IDisposable
{
    // A read that waits, or a slow disk, may keep the work from noticing.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> registrations = [];
    private Timer? grace;

    /// <summary>Cancelled when the work is to end.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>The exit code of a process that this signal ends; null if none came.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Whoever read standard output is gone.</summary>
    public bool HasNoReader { get; private set; }

    /// <summary>What the work is ended by in this process.</summary>
    public static Interruption OfProcess()
    {
        var interruption = new Interruption();
        interruption.Register(PosixSignal.SIGINT, 2);
        interruption.Register(PosixSignal.SIGTERM, 15);
        interruption.Register(PosixSignal.SIGHUP, 1);
        return interruption;
    }

    /// <summary>That of the running command; one that never comes where nobody can interrupt it.</summary>
    public static Interruption Of(ParseResult parsed) => (parsed.InvocationConfiguration as Invocation)?.Interruption ?? new Interruption();

    /// <summary>From now on the work is done for who reads standard output, and ends when he leaves.</summary>
    public void EndWithReader()
    {
        if (registrations.Count == 0 || !StandardOutput.CanLoseReader) return;
        new Thread(() =>
        {
            if (!StandardOutput.WaitUntilNobodyReads()) return;
            HasNoReader = true;
            source.Cancel();
        }) { IsBackground = true, Name = "Tracer reader" }.Start();
    }

    /// <summary>A signal has come.</summary>
    /// <param name="number">Which.</param>
    /// <returns>Whether it is the first.</returns>
    public bool Signal(int number)
    {
        if (ExitCode is not null) return false;
        ExitCode = 128 + number;
        source.Cancel();
        return true;
    }

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        grace?.Dispose();
        source.Dispose();
    }

    private void Register(PosixSignal signal, int number) => registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = Signal(number);
        if (context.Cancel) grace = new Timer(_ => Environment.Exit(128 + number), null, Grace, Timeout.InfiniteTimeSpan);
    }));
}
