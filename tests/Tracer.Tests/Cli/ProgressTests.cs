using Tracer.Cli.Usage;

namespace Tracer.Tests.Cli;

public sealed class ProgressTests : IDisposable
{
    private readonly StringWriter screen = new();
    private readonly Clock clock = new();

    public void Dispose() => screen.Dispose();

    [Fact]
    public void What_is_soon_done_says_nothing()
    {
        using (var progress = new Progress(screen, clock, columns: 80))
        {
            clock.Now += TimeSpan.FromMilliseconds(999);
            progress.Tell(() => "halfway");
        }

        Assert.Equal("", screen.ToString());
    }

    [Fact]
    public void A_line_is_overwritten_once_a_second_and_wiped_at_the_end()
    {
        using (var progress = new Progress(screen, clock, columns: 8))
        {
            for (var i = 1; i <= 4; i++)
            {
                clock.Now += TimeSpan.FromMilliseconds(500);
                progress.Tell(() => $"{i} of 4 things");
            }
        }

        Assert.Equal("\r\u001b[K2 of 4 t\r\u001b[K4 of 4 t\r\u001b[K".Replace(" t", " ", StringComparison.Ordinal), screen.ToString());
    }

    [Fact]
    public void Nobody_watches_what_is_no_screen() => Assert.Null(Progress.On(screen));

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
