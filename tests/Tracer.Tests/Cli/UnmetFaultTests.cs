using Tracer.Tests.Traces.Nettrace;

namespace Tracer.Tests.Cli;

/// <summary>A bug that is planted where the run does not come by is said to have done nothing.</summary>
[Collection(NettraceCollection.Name)]
public sealed class UnmetFaultTests(SampleTraces traces) : IClassFixture<SampleTraces>
{
    [Theory]
    [InlineData("reclaim", "sample-after-look-up has done nothing: the run does not come to where it is planted; it shows in reclaim under 4.14 with kvm")]
    [InlineData("reclaim --driver gntdev", "sample-after-look-up has done nothing: the run does not come to where it is planted; it shows in reclaim under 4.14 with kvm")]
    [InlineData("reclaim --driver kvm", null)]
    [InlineData("reclaim --driver KVM+gntdev", null)]
    public void It_is_told_with_what_it_takes(string run, string? warning)
    {
        var recorded = Tool.Run(["record", .. run.Split(' '), "--fault", "Sample-After-Look-Up", "-o", traces.PathOf("fault.nettrace")]);
        Assert.Equal((0, warning is null ? "" : $"tracer: {warning}\n"), (recorded.ExitCode, recorded.Error));
    }
}
