namespace Tracer.Tests.Engine;

public sealed class RequestTests
{
    [Theory]
    [InlineData("swap", "4.14", "kvm", "", "", "unknown scenario 'swap'; known: ageing, ")]
    [InlineData("reclaim+reclaim", "4.14", "kvm", "", "", "scenario 'reclaim+reclaim' names one twice")]
    [InlineData("reclaim", "4.11", "kvm", "", "", "unknown protocol '4.11'; known: 2.6.34, 2.6.39, 3.5, 3.7, 4.10, 4.12, aac2fea9, 785373b4, 4.13, 4.14")]
    [InlineData("reclaim", "4.14", "vfio", "", "", "unknown driver 'vfio'; known: amd-iommu-v2, ")]
    [InlineData("reclaim", "4.14", "kvm", "bit-flip", "", "unknown fault 'bit-flip'; known: ")]
    [InlineData("reclaim", "4.14", "kvm", "", "colour=red", "unknown choice 'colour'; those that apply: anon-vma-lock, apic-reload, ")]
    [InlineData("reclaim", "4.12", "kvm", "", "rmap-range-length=bytes", "choice 'rmap-range-length' does not apply to protocol 4.12; those that apply: anon-vma-lock, ")]
    [InlineData("reclaim", "aac2fea9", "kvm", "", "rmap-range-length=metres", "choice 'rmap-range-length' cannot be 'metres'; it is one of: pages, bytes")]
    [InlineData("madvise-free", "3.7", "kvm", "", "", "scenario 'madvise-free' needs lazy-free=present, which protocol 3.7 has not")]
    [InlineData("cow+oom-reaper", "3.5", "kvm", "", "", "scenario 'oom-reaper' needs oom-reaper=unnotified or oom-reaper=skips-notified, which protocol 3.5 has not")]
    public void What_is_unknown_is_named_with_what_is_known(string scenario, string protocol, string driver, string fault, string change, string message)
    {
        var thrown = Assert.Throws<ArgumentException>(() => Requests.Prepare(
            scenario, protocol, [driver], change.Length == 0 ? [] : [change], fault.Length == 0 ? [] : [fault]));
        Assert.StartsWith(message, thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', thrown.Message);
    }

    [Fact]
    public void A_change_reads_choice_equals_value() =>
        Assert.StartsWith("'rmap' is no change", Assert.Throws<ArgumentException>(() => RunRequest.ParseChange("rmap")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_change_may_bring_others_into_force()
    {
        Requests.Prepare("reclaim", "4.12", [], ["rmap-notify=range", "rmap-range-length=bytes"]);
        Assert.Throws<ArgumentException>(() => Requests.Prepare("reclaim", "4.12", [], ["rmap-range-length=bytes", "rmap-notify=range"]));
    }

    [Fact]
    public void A_choice_may_make_a_scenario_possible()
    {
        Requests.Prepare("oom-reaper", "3.5", [], ["oom-reaper=unnotified"]);
        Assert.Equal(["4.10", "4.12", "aac2fea9", "785373b4", "4.13", "4.14"], ScenarioCatalogue.All.Single(scenario => scenario.Name == "madvise-free").Protocols);
    }

    [Fact]
    public void The_catalogues_say_what_applies_where()
    {
        Assert.Equal(["aac2fea9", "4.13", "4.14"], ChoiceCatalogue.All.Single(choice => choice.Name == "rmap-range-base").Protocols);
        Assert.Equal(Requests.ProtocolNames, ChoiceCatalogue.All.Single(choice => choice.Name == "rmap-walk-address").Protocols);
        Assert.Contains(KeyValuePair.Create("rmap-range-api", "start-end"), ProtocolCatalogue.All.Single(protocol => protocol.Name == "4.14").Choices);
        Assert.All(ProtocolCatalogue.All, protocol => Assert.NotEmpty(protocol.Summary));
        Assert.All(DriverCatalogue.All, driver => Assert.NotEmpty(driver.Summary));
    }
}
