using Tracer.Testing.Captures;

namespace Tracer.Tests.Kernels;

/// <summary>A driver that sleeps where the core called it with a page-table lock held: the driver is at fault, whose lines look like the core's.</summary>
public sealed class SleepInCallbackTests
{
    // Inserted behind the first thing that the callback does: it enters an SRCU domain of KVM's own. By then the notifier is known.
    [Theory]
    [InlineData("inv_range", "I03")]
    [InlineData("clear_flush_young", "D08")]
    public void A_sleep_is_the_callback_s_as_long_as_the_core_has_not_gone_on(string callback, string rule)
    {
        var capture = Capture.Of("linux-6.1/pageout-kvm");
        var called = capture.Lines.Select((line, at) => (line, at)).Where(one => one.line.Name == callback && one.line.Field("mn") is not null && one.line.Flags[3] == '1').ElementAt(5).at;
        var entered = capture.Lines.Select((line, at) => (line, at)).First(one => one.at > called && one.line is { Name: "srcu_read_lock", IsInterrupt: false }).at;
        var sleep = capture.Lines[entered].Became("cond_resched: (__cond_resched+0x0/0x40) caller=0xffffffff81a4a78e");
        var lines = capture.Lines.Take(entered + 1).Append(sleep).Concat(capture.Lines.Skip(entered + 1));
        var finding = Assert.Single(KernelCheck.OfText(string.Join('\n', lines)).Findings);
        Assert.Equal((rule, entered + 2, Fault.Driver), (finding.Rule.Id, (int)finding.Line(), finding.Rule.Fault));
    }
}
