using System.Reflection;

namespace Tracer.Tests.Engine.Drivers;

/// <summary>Which callbacks each driver has before and after the series of 2017, and what they do there.</summary>
public sealed class CallbackTests
{
    // What the others inherit is that the entries of the range go.
    private static readonly CallbackKind[] CallInvalidate =
        [CallbackKind.InvalidateRange, CallbackKind.InvalidatePage, CallbackKind.ChangePte, CallbackKind.Release];

    public static TheoryData<string> EveryDriver() => [.. DriverRuns.All];

    [Theory]
    [InlineData("kvm", "invalidate_page range_start range_end clear_flush_young change_pte release")]
    [InlineData("gntdev", "invalidate_page range_start release")]
    [InlineData("gru", "invalidate_page range_start range_end release")]
    [InlineData("scif", "invalidate_page range_start range_end release")]
    [InlineData("intel-svm", "invalidate_page invalidate_range change_pte release")]
    [InlineData("amd-iommu-v2", "invalidate_page invalidate_range clear_flush_young release")]
    [InlineData("hfi1", "invalidate_page range_start")]
    [InlineData("ib-umem-odp", "invalidate_page range_start range_end release")]
    [InlineData("amdgpu", "invalidate_page range_start release")]
    [InlineData("powernv-npu", "invalidate_page invalidate_range change_pte release")]
    public void The_series_takes_invalidate_page_from_every_driver(string driver, string before)
    {
        Assert.Equal(before, Registered(driver, "4.12").Callbacks());
        Assert.Equal(before.Replace("invalidate_page ", "", StringComparison.Ordinal), Registered(driver, "4.13").Callbacks());
        Assert.Equal(before.Replace("invalidate_range ", "", StringComparison.Ordinal), Registered(driver, "3.7").Callbacks());
        Assert.Contains(before, DriverCatalogue.All.Single(known => known.Name == driver).Summary, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EveryDriver))]
    public void What_a_driver_has_is_called_and_nothing_else(string driver)
    {
        foreach (var protocol in (string[])["4.12", "4.14"])
        {
            var traits = Registered(driver, protocol);
            var called = DriverRuns.Of(driver, protocol).SelectMany(run => run.Of<CallbackEntered>()).Select(entered => entered.Callback).ToHashSet();
            Assert.All(called, callback => Assert.True(callback.IsIn(traits), $"{callback}"));
            Assert.Equal(Enum.GetValues<CallbackKind>().Where(kind => kind is not (CallbackKind.ClearYoung or CallbackKind.TestYoung) && kind.IsIn(traits)), called.Order());
        }
    }

    [Theory]
    [InlineData("kvm", "Driver Spin")]
    [InlineData("gntdev", "Driver Mutex")]
    [InlineData("gru", "Device Spin")]
    [InlineData("scif", "Driver Spin")]
    [InlineData("intel-svm", "Device Spin")]
    [InlineData("amd-iommu-v2", "Device Spin")]
    [InlineData("hfi1", "Driver Spin")]
    [InlineData("ib-umem-odp", "Driver RwSemaphore, Driver Mutex")]
    [InlineData("amdgpu", "Driver Mutex")]
    [InlineData("powernv-npu", "Device Spin")]
    public void Callbacks_take_the_drivers_own_locks(string driver, string locks)
    {
        var taken = DriverRuns.Of(driver, "4.14").SelectMany(run => run.InCallbacks())
            .Where(inside => inside.Event.Header.Kind == EventKind.LockAcquired).Select(inside => inside.Event.As<LockAcquired>());
        Assert.Equal(locks.Split(", ").Order(), taken.Select(acquired => $"{acquired.Class} {acquired.Type}").Distinct().Order());
    }

    [Theory]
    [InlineData("kvm", false)]
    [InlineData("gntdev", true)]
    [InlineData("gru", false)]
    [InlineData("scif", false)]
    [InlineData("intel-svm", false)]
    [InlineData("amd-iommu-v2", false)]
    [InlineData("hfi1", false)]
    [InlineData("ib-umem-odp", true)]
    [InlineData("amdgpu", true)]
    [InlineData("powernv-npu", false)]
    public void Callbacks_sleep_or_do_not(string driver, bool sleeps)
    {
        var slept = DriverRuns.Of(driver, "4.12").SelectMany(run => run.InCallbacks())
            .Where(inside => inside.Event.Header.Kind == EventKind.MightSleep && inside.Callback != CallbackKind.Release).Select(inside => inside.Callback).ToHashSet();
        Assert.Equal(sleeps, slept.Count > 0);
        Assert.Equal(sleeps, slept.Contains(CallbackKind.InvalidatePage));
    }

    [Fact]
    public void Release_of_the_IOMMU_of_AMD_sleeps()
    {
        var slept = DriverRuns.Of("amd-iommu-v2", "4.14").SelectMany(run => run.InCallbacks()).Where(inside => inside.Event.Header.Kind == EventKind.MightSleep);
        Assert.Equal([CallbackKind.Release], slept.Select(inside => inside.Callback).Distinct());
    }

    [Theory]
    [InlineData("kvm", "")]
    [InlineData("gru", "PreemptOff")]
    [InlineData("scif", "")]
    [InlineData("intel-svm", "IrqsOff RcuRead")]
    [InlineData("amd-iommu-v2", "IrqsOff")]
    [InlineData("hfi1", "IrqsOff")]
    [InlineData("powernv-npu", "")]
    public void Some_turn_more_off_than_a_spin_lock_does(string driver, string sections)
    {
        var entered = DriverRuns.Of(driver, "4.14").SelectMany(run => run.InCallbacks()).Where(inside => inside.Event.Header.Kind == EventKind.AtomicEntered);
        Assert.Equal(sections, string.Join(' ', entered.Select(inside => $"{inside.Event.As<AtomicEntered>().Section}").Distinct().Order(StringComparer.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(EveryDriver))]
    public void A_driver_has_a_body_for_each_callback_that_it_says_it_has(string name)
    {
        var machine = new Machine(new Kernel(ProtocolCatalogue.Find("4.12"), []));
        var driver = DriverCatalogue.Find(name);
        var mmu = driver.Create(machine, new DriverId(1), machine.NewAddressSpace("mm"), driver.Traits);
        foreach (var callback in Enum.GetValues<CallbackKind>().Where(kind => kind is not (CallbackKind.ClearYoung or CallbackKind.TestYoung) && kind.IsIn(driver.Traits)))
            Assert.True(IsOverridden(mmu, $"{callback}") || CallInvalidate.Contains(callback) && IsOverridden(mmu, "Invalidate"), $"{callback}");
    }

    private static bool IsOverridden(SecondaryMmu mmu, string method) =>
        mmu.GetType().GetMethod(method, BindingFlags.Instance | BindingFlags.NonPublic)!.DeclaringType != typeof(SecondaryMmu);

    private static DriverTraits Registered(string driver, string protocol) =>
        Recording.Of(Requests.Prepare("cow", protocol, [driver]), 1).Of<NotifierRegistered>().Single().Traits;
}
