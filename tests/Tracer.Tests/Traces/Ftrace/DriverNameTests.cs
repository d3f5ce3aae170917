namespace Tracer.Tests.Traces.Ftrace;

/// <summary>A driver is called by what its callbacks say of it, never by a guess.</summary>
public sealed class DriverNameTests
{
    private const string Head = "             mmw-183     [000] .....    39.1: ";
    private const string Range = "mm=0xffff888100060480 start=0x27f23000 end=0x27f24000";

    [Theory]
    [InlineData("kvm_mmu_notifier_invalidate_range_start", null, "kvm")]
    [InlineData("i915_gem_userptr_invalidate", null, "i915")]
    [InlineData("amdgpu_hmm_invalidate_gfx", "amdgpu", "amdgpu")]
    [InlineData("dmirror_interval_invalidate", null, "dmirror")]
    [InlineData("dmirror_interval_invalidate", "test_hmm", "test_hmm")]
    [InlineData("ib_umem_notifier_invalidate_range_start", null, "ib_umem")]
    [InlineData("mlx5_ib_invalidate_range", "mlx5_ib", "mlx5_ib")]
    [InlineData("mlx5_ib_invalidate_range", null, "mlx5")]
    [InlineData("arm_smmu_mmu_notifier_release", null, "arm_smmu")]
    [InlineData("mn_invl_range_start", null, null)]
    [InlineData("mmu_notifier_range_start", null, null)]
    [InlineData("__mmu_notifier_release", null, null)]
    [InlineData("callback", null, null)]
    [InlineData(null, null, null)]
    public void The_module_or_the_prefix_of_its_function_names_it(string? function, string? module, string? name) =>
        Assert.Equal(name, DriverName.Of(function, module));

    [Fact]
    public void A_capture_of_another_driver_names_that_driver_and_finds_the_same()
    {
        var kvm = KernelText.OfCapture("linux-6.1/cow-fork-kvm");
        var lines = KernelText.LinesOf("linux-6.1/cow-fork-kvm").Select(line => line
            .Replace("kvm_mmu_notifier_invalidate_range_start", "i915_gem_userptr_invalidate", StringComparison.Ordinal)
            .Replace("kvm_mmu_notifier_", "i915_gem_userptr_", StringComparison.Ordinal)
            .Replace("[kvm]", "[i915]", StringComparison.Ordinal));
        var i915 = KernelText.Of([.. lines]);

        // KVM's own probes are still KVM's; its callbacks are now those of another.
        Assert.Equal(["i915"], Drivers(i915));
        Assert.Equal(["kvm"], Drivers(kvm));
        Assert.Equal(kvm.All<CallbackEntered>().Count, i915.All<CallbackEntered>().Count);
    }

    [Fact]
    public void Two_drivers_of_one_address_space_keep_their_names_and_the_guest_its_own()
    {
        var text = KernelText.Of(
            Head + "is_page_fault_stale_ret: (kvm_tdp_page_fault+0x1/0x2 <- is_page_fault_stale) ret=0",
            Head + "inv_start: (i915_gem_userptr_invalidate+0x0/0x3a0 [i915]) mn=0xffff888100000020 range=0x1 " + Range,
            Head + "inv_start: (kvm_mmu_notifier_invalidate_range_start+0x0/0x3a0 [kvm]) mn=0xffff888100000010 range=0x1 " + Range,
            Head + "inv_start: (mn_invl_range_start+0x0/0x3a0) mn=0xffff888100000030 range=0x1 " + Range,
            Head + "is_page_fault_stale_ret: (kvm_tdp_page_fault+0x1/0x2 <- is_page_fault_stale) ret=0");
        var callbacks = text.All<CallbackEntered>();
        Assert.Equal(["i915", "kvm"], callbacks.Take(2).Select(callback => text.Names.Of(callback.Driver)));
        Assert.Equal($"driver {callbacks[2].Driver.Value}", text.Names.Of(callbacks[2].Driver));
        Assert.Equal(3, callbacks.Select(callback => callback.Driver).Distinct().Count());
        Assert.All(text.All<RetryTested>(), tested => Assert.Equal(callbacks[1].Driver, tested.Driver));
    }

    private static IEnumerable<string> Drivers(KernelText text) => text.All<CallbackEntered>().Select(callback => text.Names.Of(callback.Driver)).Distinct();
}
