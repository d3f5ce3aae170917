using Microsoft.Playwright;
using Tracer.Testing;

namespace Tracer.PageTests;

/// <summary>A report as its reader uses it: what is written is there without scripts, and with them every event can be found, and what was held at it.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ReportPageTests(Browser browser, Reports reports)
{
    private const string Reverted = "traces/engine/reclaim-aac2fea9-kvm.nettrace";
    private const string Planted = "traces/kernel/planted/bug24-cow-fork-kvm.trace.txt.gz";

    private static readonly BrowserNewContextOptions WithoutScripts = new() { JavaScriptEnabled = false };

    [Fact]
    public async Task Nothing_is_loaded_and_nothing_complained_of()
    {
        await using var open = await (await browser.Open(reports.Of(Reverted))).Ready();
        foreach (var key in new[] { "n", "f", "+", "-", "0", "ArrowLeft", ".", ",", "p", "Escape" }) await open.Press(key);
        await open.Page.Locator("#axis").SelectOptionAsync("time");

        Assert.Empty(open.Requests);
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task Without_scripts_all_but_the_timeline_can_be_read()
    {
        await using var open = await browser.Open(reports.Of(Reverted), WithoutScripts);

        Assert.StartsWith("violated — N01 3 times", await open.Page.Locator(".verdict").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("B is all that is said of A", await open.Page.Locator("#finding-1").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("tracer explain", await open.Page.Locator("#finding-1").InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await open.Page.Locator("#finding-1 svg").IsVisibleAsync());
        Assert.Contains("range_start", await open.Page.Locator("#finding-1 .orders pre").InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await open.Page.Locator("noscript").IsVisibleAsync());
        Assert.False(await open.Page.Locator("#lanes").IsVisibleAsync());
        Assert.True(await open.Page.Locator("#rules tr.holds").CountAsync() > 5);
    }

    [Fact]
    public async Task From_a_finding_to_its_event_and_back()
    {
        await using var open = await (await browser.Open(reports.Of(Reverted))).Ready();

        await open.Page.Locator("#finding-1 dd a").First.ClickAsync();
        await Assertions.Expect(open.Details).ToContainTextAsync("event 170");
        await Assertions.Expect(open.Details).ToContainTextAsync("clears PTE 0x7f0000001000 in try_to_unmap_one");

        await open.Press("n");
        await Assertions.Expect(open.Details).ToContainTextAsync("finding 2:");
        await open.Press("p");
        await Assertions.Expect(open.Details).ToContainTextAsync("finding 1: N11 InvalidateRangeIsNoBracket (critical)");
        await open.Details.GetByText("finding 1: N11").ClickAsync();
        Assert.EndsWith("#finding-1", open.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_tells_what_was_held_at_it_and_since_where()
    {
        await using var open = await (await browser.Open(reports.Of(Reverted))).Ready();
        await open.Press("n");

        var rows = await open.Details.Locator("table tr").AllInnerTextsAsync();

        // As `explain` has it: in reclaim since #118; folio 0x100001 (bit lock), anon_vma (read).
        Assert.Equal(["operation|reclaim|since event 118|", "lock held|folio 0x100001 (bit lock)|since event 120|", "lock held|anon_vma (read)|since event 136|"],
            rows.Select(row => row.Replace('\t', '|')));
        await open.Details.GetByText("since event 120").ClickAsync();
        await Assertions.Expect(open.Details).ToContainTextAsync("takes folio 0x100001");
    }

    [Fact]
    public async Task Neighbours_are_a_key_away()
    {
        await using var open = await (await browser.Open(reports.Of(Reverted))).Ready();
        await open.Press("n");
        await open.Press(".");
        await Assertions.Expect(open.Details).ToContainTextAsync("event 186 ");
        await open.Press(",");
        await open.Press(",");
        await Assertions.Expect(open.Details).ToContainTextAsync("event 183 ");
    }

    [Fact]
    public async Task A_click_on_the_canvas_finds_the_event_that_is_there()
    {
        await using var open = await (await browser.Open(reports.Of(Reverted))).Ready();
        await open.Press("n");
        await Assertions.Expect(open.Details).ToContainTextAsync("event 185 ");

        // What was gone to alone stands in the middle of what is in view.
        await open.Details.GetByText("since event 118").ClickAsync();
        await Assertions.Expect(open.Details).ToContainTextAsync("event 118 ");
        await open.Press("Escape");
        await Assertions.Expect(open.Details).ToHaveTextAsync("Nothing is selected.");
        var box = (await open.Page.Locator("#canvas").BoundingBoxAsync())!;
        await open.Page.Mouse.ClickAsync(box.X + (box.Width + 150) / 2, box.Y + 26 + 10);

        await Assertions.Expect(open.Details).ToContainTextAsync("event 118 ");
    }

    [Fact]
    public async Task Keys_wheel_and_mouse_move_what_is_in_view()
    {
        await using var open = await (await browser.Open(reports.Of(Reverted))).Ready();
        var all = await open.InView((from, to) => to > from);

        await open.Press("+");
        var half = await open.InView((from, to) => to - from < 0.55 * (all.To - all.From));
        await open.Press("ArrowRight");
        await open.InView((from, _) => from > half.From);
        var box = (await open.Page.Locator("#canvas").BoundingBoxAsync())!;
        await open.Page.Mouse.MoveAsync(box.X + 700, box.Y + 60);
        await open.Page.Mouse.WheelAsync(0, -300);
        var closer = await open.InView((from, to) => to - from < 0.9 * (half.To - half.From));
        await open.Page.Mouse.DownAsync();
        await open.Page.Mouse.MoveAsync(box.X + 900, box.Y + 60);
        await open.Page.Mouse.UpAsync();
        await open.InView((from, _) => from < closer.From);
        await open.Press("0");
        Assert.Equal(all, await open.InView((from, to) => from <= all.From && to >= all.To));
    }

    [Theory]
    [InlineData("ptl")]
    [InlineData("kswapd PTE")]
    [InlineData("no such thing")]
    public async Task A_search_finds_what_the_words_of_the_events_say(string asked)
    {
        var expected = Words.Of(RepositoryRoot.At(Reverted)).Count(words => asked.Split(' ').All(word => words.Contains(word, StringComparison.OrdinalIgnoreCase)));
        await using var open = await (await browser.Open(reports.Of(Reverted))).Ready();

        await open.Press("/");
        await open.Page.Keyboard.TypeAsync(asked);

        await Assertions.Expect(open.Page.Locator("#matches")).ToHaveTextAsync($"{expected} found");
    }

    [Fact]
    public async Task The_life_of_a_page_goes_across_CPUs_and_devices()
    {
        await using var open = await (await browser.Open(reports.Of(Reverted))).Ready();
        await open.Press("n");
        await open.Press("f");
        var life = await open.Page.Locator("#life tr").AllInnerTextsAsync();

        Assert.Contains(life, row => row.StartsWith("170\tkswapd-2\tclears PTE 0x7f0000001000", StringComparison.Ordinal));
        Assert.Contains(life, row => row.StartsWith("194\t", StringComparison.Ordinal) && row.Contains("frees pfn 0x100001", StringComparison.Ordinal));
        Assert.Contains(life, row => row.StartsWith("197\tkvm-dev-3\tkvm writes 0x7f0000001000", StringComparison.Ordinal));
        Assert.DoesNotContain(life, row => row.Contains("clears PTE 0x7f0000000000", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_not_wanted_takes_no_room()
    {
        await using var open = await (await browser.Open(reports.Of(Reverted))).Ready();
        var before = (await open.Page.Locator("#lanes").BoundingBoxAsync())!.Height;

        await open.Page.GetByLabel("locks", new() { Exact = true }).UncheckAsync();

        Assert.True((await open.Page.Locator("#lanes").BoundingBoxAsync())!.Height < before);
    }

    [Fact]
    public async Task Dark_where_the_reader_has_it_dark_and_bare_on_paper()
    {
        await using var open = await (await browser.Open(reports.Of(Reverted), new() { ColorScheme = ColorScheme.Dark })).Ready();
        Assert.Equal("rgb(23, 25, 28)", await open.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));

        await open.Page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.False(await open.Page.Locator("nav").IsVisibleAsync());
        Assert.False(await open.Page.Locator("#lanes").IsVisibleAsync());
        Assert.True(await open.Page.Locator("#finding-4 dl").IsVisibleAsync());
    }

    [Fact]
    public async Task A_kernels_trace_is_told_by_its_lines()
    {
        await using var open = await (await browser.Open(reports.Of(Planted))).Ready();
        await open.Press("n");

        await Assertions.Expect(open.Details).ToContainTextAsync("line 967 · 40.102235000 s · mmw-126 · CPU 1");
        await Assertions.Expect(open.Details).ToContainTextAsync("ptl 0xffffea0005175e68 (spin)");
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task Names_are_text()
    {
        const string comm = "</script><img s";
        var page = reports.OfText("hostile", string.Join('\n', Enumerable.Range(0, 40).Select(i =>
            $" {comm}-77    [001] d..1.  10.{i:000000}: {(i % 2 == 0 ? "sys_enter: NR 28 (7f0000000000, 1000, 4, 0, 0, 0)" : "sys_exit: NR 28 = 0")}")));
        await using var open = await (await browser.Open(page)).Ready();

        Assert.Equal(0, await open.Page.Locator("img").CountAsync());
        var named = Words.Of(Path.ChangeExtension(page, ".txt")).Count(words => words.Contains(comm, StringComparison.Ordinal));
        Assert.True(named > 40);
        await open.Press("/");
        await open.Page.Keyboard.TypeAsync(comm);
        await Assertions.Expect(open.Page.Locator("#matches")).ToHaveTextAsync($"{named} found");
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task A_million_events_are_seen_from_afar()
    {
        var page = reports.OfEvents("million", SyntheticTrace.GoodEvents(1_000_000, seed: 1));
        Assert.InRange(new FileInfo(page).Length, 1, 2_000_000);
        await using var open = await (await browser.Open(page)).Ready();

        await Assertions.Expect(open.Page.Locator("#timeline p").First).ToContainTextAsync("events are told in full");
        await open.InView((from, to) => from < 0 && to > 990_000);
        for (var i = 0; i < 12; i++) await open.Press("+");
        await open.InView((from, to) => to - from < 300);
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task Tasks_without_a_lane_of_their_own_keep_their_names()
    {
        var events = Enumerable.Range(1, 60).Select(i =>
        {
            var e = VmEvent.Of(new MightSleep { Reason = SleepReason.CondResched });
            e.Header.Sequence = i;
            e.Header.TimestampNs = 1000L * i;
            e.Header.Task = new TaskId(i);
            return e;
        }).ToArray();
        await using var open = await (await browser.Open(reports.OfEvents("many-tasks", events))).Ready();

        await open.Press("/");
        await open.Page.Keyboard.TypeAsync("task-60");
        await open.Press("Enter");

        await Assertions.Expect(open.Details).ToContainTextAsync("event 60 ");
        await Assertions.Expect(open.Details).ToContainTextAsync("task-60");
    }
}
