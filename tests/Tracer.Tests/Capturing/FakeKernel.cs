using System.Diagnostics;

namespace Tracer.Tests.Capturing;

/// <summary>A folder that looks like tracefs to a script, and the commands by which a kernel would answer it.</summary>
internal sealed class FakeKernel : IDisposable
{
    public const string Trace = "# tracer: nop\n#\n# entries-in-buffer/entries-written: 0/0   #P:2\n#\n";

    private static readonly string[] Tracepoints =
        [.. ProbeDefinitions.All.Where(definition => definition.Kind == ProbeKind.Tracepoint).Select(definition => definition.Event)];

    private readonly string root = Directory.CreateTempSubdirectory("tracer-capture").FullName;

    public FakeKernel(string release = "6.12.117+deb12-amd64", bool hasTracefs = true)
    {
        foreach (var folder in new[] { "bin", "proc/sys/debug", "proc/71", "proc/72", "sys/module/kvm" }) Directory.CreateDirectory(At(folder));
        if (hasTracefs)
        {
            foreach (var tracepoint in Tracepoints) Directory.CreateDirectory(At($"tracefs/events/{tracepoint}"));
            Directory.CreateDirectory(At("tracefs/instances"));
            Write("tracefs/kprobe_events", "p:others/probe vfs_read\n");
        }

        Write("proc/kallsyms", "ffffffff81000000 T _text\n");
        Write("proc/sys/debug/kprobes-optimization", "1\n");
        Write("proc/71/comm", "ksmd\n");
        Write("proc/72/comm", "kswapd0\n");
        Command("uname", $"case $1 in -m) echo x86_64 ;; -v) echo '#1 SMP' ;; *) echo {release} ;; esac");
        Command("id", "echo ${FAKE_USER:-0}");

        // What is written to kprobe_events is a definition that makes an event, or is refused.
        Command("cat", """
            [ $# -eq 0 ] || exec /bin/cat "$@"
            IFS= read -r line
            /bin/cat "$TRACEFS"/instances/*/tracing_on >> "$TRACEFS/../recording"
            IFS=,
            for refused in $FAKE_REFUSES; do case " $line " in *"$refused"*) exit 1 ;; esac; done
            printf '%s\n' "$line"
            event=${line#-:}
            case $line in -:*) rm -r "$TRACEFS/events/$event"; /bin/rmdir "$TRACEFS/events/${event%/*}" 2>/dev/null; exit 0 ;; esac
            name=${line%% *}
            /bin/mkdir -p "$TRACEFS/events/${name#*:}"
            case $name in ${FAKE_INTERRUPTS:-none}) kill -INT $PPID ;; esac
            """);
        Command("mkdir", $"""
            /bin/mkdir "$1" "$1/options" "$1/per_cpu" "$1/per_cpu/cpu0" && ln -s ../../events "$1/events"
            echo 1 > "$1/tracing_on"
            printf '%b' '{Trace.Replace("\n", "\\n", StringComparison.Ordinal)}' > "$1/trace"
            printf 'entries: 7\noverrun: %d\ndropped events: 0\n' "$FAKE_OVERRUN" > "$1/per_cpu/cpu0/stats"
            """);
        Command("rmdir", $"""cp -r "$1/." {At("kept")}; rm -r "$1" """);
    }

    public string At(string path) => Path.Combine(root, path);

    public string Read(string path) => File.ReadAllText(At(path));

    /// <summary>What was written to <c>kprobe_events</c>.</summary>
    public IReadOnlyList<string> Defined => File.ReadAllLines(At("tracefs/kprobe_events"));

    /// <summary>Groups of probes that are there.</summary>
    public IReadOnlyList<string> Groups => Directory.GetDirectories(At("tracefs/events"), "tracer_*");

    public IReadOnlyList<string> Instances => Directory.GetFileSystemEntries(At("tracefs/instances"));

    public (int ExitCode, string Error) Run(CaptureScript script, IReadOnlyList<string> arguments, params IReadOnlyList<(string Name, string Value)> environment)
    {
        using (var file = new StreamWriter(At("capture.sh"))) script.Write(file, ["test"]);
        var start = new ProcessStartInfo("sh", ["capture.sh", .. arguments]) { WorkingDirectory = root, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{At("bin")}:{start.Environment["PATH"]}";
        (start.Environment["TRACEFS"], start.Environment["PROC"], start.Environment["SYS"]) = (At("tracefs"), At("proc"), At("sys"));
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error + output.Result);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private void Write(string path, string text) => File.WriteAllText(At(path), text);

    private void Command(string name, string body)
    {
        Write($"bin/{name}", $"#!/bin/sh\n{body.ReplaceLineEndings("\n")}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(At($"bin/{name}"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
