using Microsoft.Playwright;

namespace Tracer.PageTests;

/// <summary>One chromium for all tests, where the machine has one.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string? Chromium = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "chromium")).FirstOrDefault(File.Exists);

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (Chromium is null) return;
        playwright = await Playwright.CreateAsync();

        // Tests may run as root, where chromium has no sandbox; what it opens is a page of our own.
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }

    /// <summary>Opens a page; skips the test that asks where there is no chromium.</summary>
    internal async Task<OpenPage> Open(string path, BrowserNewContextOptions? options = null)
    {
        Assert.SkipUnless(browser is not null, "chromium is not installed");
        var context = await browser!.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1400, Height = 900 } });
        return await OpenPage.Of(context, path);
    }
}

[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<Browser>, ICollectionFixture<Reports>
{
    public const string Name = "browser";
}
