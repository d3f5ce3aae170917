using Tracer.Testing.Captures;

namespace Tracer.Tests.Kernels;

/// <summary>A driver that sleeps where the core called it with a page-table lock held: the driver is at fault, whose lines look like the core's.</summary>
public sealed class SleepInCallbackTests
{
    // Inserted behind the first thing that the callback does, under an SRCU domain of KVM's own; by then the notifier is known.
    [Theory]
    [InlineData("inv_range", "I03")]
    [InlineData("clear_flush_young", "D08")]
    public void A_sleep_is_the_callback_s_as_long_as_the_core_has_not_gone_on(string callback, string rule)
    {
        var capture = Capture.Of("linux-6.1/pageout-kvm");
        var called = capture.Lines.Select((line, at) => (line, at)).Where(one => one.line.Name == callback && one.line.Field("mn") is not null && one.line.Flags[3] == '1').ElementAt(5).at;
        Assert.Equal("srcu_read_lock", capture.Lines[called + 1].Name);
        var sleep = capture.Lines[called + 1].Became("cond_resched: (__cond_resched+0x0/0x40) caller=0xffffffff81a4a78e");
        var lines = capture.Lines.Take(called + 2).Append(sleep).Concat(capture.Lines.Skip(called + 2));
        var finding = Assert.Single(KernelCheck.OfText(string.Join('\n', lines)).Findings);
        Assert.Equal((rule, called + 3, Fault.Driver), (finding.Rule.Id, (int)finding.Line(), finding.Rule.Fault));
    }
}
