namespace Tracer.Traces.Ftrace.Text;

/// <summary>The beginning of a text, read ahead to learn its form; what was learned from less may have to be learned anew when more has come.</summary>
internal sealed class TextBeginning
{
    // What tells kernels apart may come late.
    private const int Most = 64 << 20;
    private const int MostWithoutEvent = 1 << 20;
    private const int FirstSize = 64 * 1024;

    private readonly string? kernel;
    private readonly bool isLive;
    private int learned;
    private int searched;
    private bool isClosed;

    private TextBeginning(string? kernel, bool isLive)
    {
        this.kernel = kernel;
        this.isLive = isLive;
        Form = TextFormScan.Of([], kernel);
    }

    public byte[] Buffer { get; private set; } = new byte[FirstSize];

    public int Length { get; private set; }

    public TextForm Form { get; private set; }

    /// <summary>Nothing of this trace comes behind it.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Since <see cref="Form"/> was last asked to be kept it has changed: what was read by the former must be read again.</summary>
    public bool HasLearned { get; set; }

    /// <summary>
    /// Reads ahead: much of a file; of a live stream up to the first event, so that what it tells need not wait for more. Where a trace follows another in one text, up to there.
    /// </summary>
    public static TextBeginning Read(ByteSource source, string? kernel, bool isLive)
    {
        var beginning = new TextBeginning(kernel, isLive);
        while (!beginning.isClosed && !(isLive && beginning.Form.FirstEvent >= 0)) beginning.Take(source);
        beginning.HasLearned = false;
        return beginning;
    }

    /// <summary>Reads more; false if no more belongs to the beginning.</summary>
    public bool Extend(ByteSource source)
    {
        if (isClosed) return false;
        var length = Length;
        Take(source);
        return Length > length;
    }

    private void Take(ByteSource source)
    {
        if (Length == Buffer.Length)
        {
            var larger = Buffer;
            Array.Resize(ref larger, Math.Min(Most, Buffer.Length * 4));
            Buffer = larger;
        }

        var read = source.Read(Buffer.AsSpan(Length));
        var from = Length;
        Length += read;
        IsWhole = read == 0;
        isClosed = IsWhole || Length == Most;
        if (isClosed || isLive && (Length >= learned * 2 || Form.FirstEvent < 0 && HasEvent(from))) Learn();
        if (learned == 0 || !EndAtNext(source)) return;
        IsWhole = isClosed = true;
        Learn();
    }

    // Of a live stream each time there is twice as much, so that learning costs no more than reading.
    private void Learn()
    {
        learned = Length;
        var form = TextFormScan.Of(Buffer.AsSpan(0, Length), kernel);
        HasLearned |= form != Form;
        Form = form;
        if (!form.IsTrace && Length >= MostWithoutEvent) isClosed = true;
    }

    private bool HasEvent(int from)
    {
        ReadOnlySpan<byte> lines = Buffer.AsSpan(Buffer.AsSpan(0, from).LastIndexOf((byte)'\n') + 1);
        lines = lines[..^(Buffer.Length - Length)];
        foreach (var line in lines.Split((byte)'\n'))
            if (LineHead.TryParse(LinePrefix.Strip(lines[line]), out _)) return true;
        return false;
    }

    private bool EndAtNext(ByteSource source)
    {
        var text = Buffer.AsSpan(0, Length);
        var next = TextBoundary.Find(text, searched, Form);
        searched = text.LastIndexOf((byte)'\n') + 1;
        if (next is not { } at) return false;
        source.GiveBack(text[at..]);
        Length = at;
        return true;
    }
}
