using Tracer.Testing;
using Tracer.Tests.Traces.Nettrace;

namespace Tracer.Tests.Cli;

/// <summary>Traces good and bad, made once for a class of tests.</summary>
public sealed class SampleTraces : IDisposable
{
    private readonly Recordings recordings = new();

    public SampleTraces()
    {
        Folder = recordings.PathOf("");
        Violated = Record("violated.nettrace", "reclaim", "--protocol", "aac2fea9", "--driver", "kvm", "--seed", "69");
        Holds = Record("holds.nettrace", "munmap", "--protocol", "4.14", "--driver", "kvm", "--seed", "1");
    }

    public string Folder { get; }

    /// <summary>A run of aac2fea9 with a finding that an oracle confirms.</summary>
    public string Violated { get; }

    public string Holds { get; }

    /// <summary>A capture of a stock kernel.</summary>
    public static string Kernel { get; } = RepositoryRoot.At("traces/kernel/linux-6.1/cow-fork-kvm.trace.txt.gz");

    /// <summary>A capture of a kernel with a bug planted in it.</summary>
    public static string PlantedKernel { get; } = RepositoryRoot.At("traces/kernel/planted/bug01-cow-fork-kvm.trace.txt.gz");

    public void Dispose() => recordings.Dispose();

    public string PathOf(string name) => recordings.PathOf(name);

    public string File(string name, ReadOnlySpan<byte> content)
    {
        System.IO.File.WriteAllBytes(PathOf(name), content);
        return PathOf(name);
    }

    public string Foreign() => recordings.RecordForeign();

    /// <summary>The first part of a trace.</summary>
    public string Cut(string trace, double part)
    {
        var bytes = System.IO.File.ReadAllBytes(trace);
        return File("cut.nettrace", bytes.AsSpan(0, (int)(bytes.Length * part)));
    }

    /// <summary>No name in the folder but those that a test gave: nothing half-written is left.</summary>
    public void NothingPartial() => Assert.Empty(Directory.EnumerateFiles(Folder, "*.partial"));

    private string Record(string name, params string[] run)
    {
        Tool.Run(["record", .. run, "-o", PathOf(name)]).Done();
        return PathOf(name);
    }
}
