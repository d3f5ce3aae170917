using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Drivers;

/// <summary>D23. A slot is <c>spin1</c> with class=device.</summary>
public sealed class DeviceLocksKeepOrderTests : RuleTests<DeviceLocksKeepOrder>
{
    private const string OneThenTwo = "A lock spin1 class=device · A lock spin2 class=device · A unlock spin2 · A unlock spin1";

    [Theory]
    [InlineData("B lock spin1 class=device · B lock spin2 class=device", 4)]
    [InlineData("B lock spin2 class=device · B unlock spin2 · B lock spin1 class=device", 4)]
    [InlineData("B lock spin2 class=device · B try spin1 class=device", 3)]
    public void Holds_when_slots_are_taken_in_one_order_or_only_tried(string steps, int times) => Holds($"run · {OneThenTwo} · {steps}", times: times);

    [Fact]
    public void Violated_when_two_slots_are_taken_the_other_way_round() =>
        Violated("D23.order", 7, [3, 6, 7], $"run · {OneThenTwo} · B lock spin2 class=device · B lock spin1 class=device");

    [Fact]
    public void Violated_by_way_of_a_third() =>
        Violated("D23.order", 11, [3, 10, 11],
            $"run · {OneThenTwo} · B lock spin2 class=device · B lock spin3 class=device · B unlock spin3 · B unlock spin2 · C lock spin3 class=device · C lock spin1 class=device");

    // Two slots a layer, each taken under both of the layer above: there are more ways from the last layer to the first than could be walked one by one.
    [Fact(Timeout = 30_000)]
    public async Task An_order_with_many_ways_round_is_walked_once()
    {
        const int layers = 40;
        var pairs = from layer in Enumerable.Range(0, layers - 1)
                    from outer in Enumerable.Range(2 * layer + 1, 2)
                    from inner in Enumerable.Range(2 * layer + 3, 2)
                    select $"A lock spin{outer} class=device · A lock spin{inner} class=device · A unlock spin{inner} · A unlock spin{outer}";
        var script = $"run · {string.Join(" · ", pairs)} · B lock spin{2 * layers} class=device · B lock spin{2 * layers + 1} class=device";

        await Task.Run(() => Holds(script, times: 4 * (layers - 1) * 2 + 2), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Violated_when_a_slot_is_dropped_between_the_steps_of_a_flush() =>
        Violated("D23.dropped", 5, [4, 5],
            "run · A cb-in npu InvalidateRange 0x1000+1 · A lock spin1 class=device · A unlock spin1 · A lock spin1 class=device · A device-flush 0x1000+1 driver=npu");

    [Fact]
    public void Holds_when_each_hold_is_a_flush_of_its_own() =>
        Holds("run · A cb-in npu InvalidateRange 0x1000+2 · A lock spin1 class=device · A device-flush 0x1000+1 · A unlock spin1"
            + " · A lock spin1 class=device · A device-flush 0x2000+1 · A unlock spin1 · A cb-out npu InvalidateRange 0x1000+2", times: 2);

    [Theory]
    [InlineData("A cb-out npu InvalidateRange 0x1000+1 · A cb-in npu InvalidateRange 0x2000+1 · A lock spin1 class=device")]
    [InlineData("B cb-in npu InvalidateRange 0x2000+1 · B lock spin1 class=device")]
    public void Holds_when_the_next_callback_takes_the_slot(string steps) =>
        Holds($"run · A cb-in npu InvalidateRange 0x1000+1 · A lock spin1 class=device · A unlock spin1 · {steps}", times: 2);

    [Fact]
    public void Holds_when_the_other_order_was_seen_before_a_loss() =>
        Holds($"run · {OneThenTwo} · lost 1 · B lock spin2 class=device · B lock spin1 class=device", times: 4);

    [Fact]
    public void Silent_of_other_locks() => Silent("run · A lock spin1 · A lock spin2 · B lock spin2 · B lock spin1");

    [Fact]
    public void Alone_names_the_order() => Broken(["D23"], $"run · {OneThenTwo} · B lock spin2 class=device · B lock spin1 class=device");
}
