using Microsoft.Playwright;

namespace Tracer.PageTests;

/// <summary>A report in the browser, with all that it has complained of or asked for.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];
    private readonly List<string> requests = [];

    private OpenPage(IBrowserContext context, IPage page) => (this.context, Page) = (context, page);

    public IPage Page { get; }

    public ILocator Details => Page.Locator("#details");

    /// <summary>What the console showed, errors or not, and what was not caught.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>What was loaded beside the page itself.</summary>
    public IReadOnlyList<string> Requests => requests;

    public static async Task<OpenPage> Of(IBrowserContext context, string path)
    {
        var open = new OpenPage(context, await context.NewPageAsync());
        var own = new Uri(path).AbsoluteUri;
        open.Page.Console += (_, message) => open.complaints.Add(message.Text);
        open.Page.PageError += (_, error) => open.complaints.Add(error);
        open.Page.Request += (_, request) =>
        {
            if (request.Url != own) open.requests.Add(request.Url);
        };
        await open.Page.GotoAsync(own);
        return open;
    }

    /// <summary>The timeline has been drawn.</summary>
    public async Task<OpenPage> Ready()
    {
        await Page.WaitForSelectorAsync("html[data-ready=true]", new() { State = WaitForSelectorState.Attached });
        await Page.WaitForSelectorAsync("#lanes[data-in-view]");
        await Page.EvaluateAsync("document.getElementById('timeline').scrollIntoView()");
        return this;
    }

    public Task Press(string key) => Page.Keyboard.PressAsync(key);

    /// <summary>From where to where the axis is in view, once it is as wanted.</summary>
    public async Task<(double From, double To)> InView(Func<double, double, bool> wanted)
    {
        var told = "";
        for (var i = 0; i < 200; i++)
        {
            told = await Page.EvaluateAsync<string>("new Promise(done => requestAnimationFrame(() => done(document.getElementById('lanes').dataset.inView)))");
            var edges = told.Split(' ').Select(edge => double.Parse(edge, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            if (wanted(edges[0], edges[1])) return (edges[0], edges[1]);
        }

        throw new InvalidOperationException($"in view is {told}");
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
