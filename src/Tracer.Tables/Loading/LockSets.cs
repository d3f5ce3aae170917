using Tracer.Analysis.State;
using Tracer.Tables.Storage;

namespace Tracer.Tables.Loading;

/// <summary>What a task holds as a text, such as <c>mmap-lock shared, page-table</c>: of a lock its class, and how it waits where the class is not told.</summary>
internal sealed class LockSets(TextPool texts)
{
    private const int MostLocks = 8;
    private readonly Dictionary<ulong, StoredText> known = [];
    private ulong lastKey;
    private StoredText last = texts.Of("");

    public StoredText Of(TaskState task)
    {
        // A byte a lock: class, type and mode. More than eight are rare, and told apart by no question.
        var key = 0UL;
        var locks = task.Locks;
        for (var i = 0; i < Math.Min(locks.Length, MostLocks); i++) key = key << 8 | Code(in locks[i]);
        if (key == lastKey) return last;
        if (!known.TryGetValue(key, out var text)) known[key] = text = texts.Of(Words(locks));
        (lastKey, last) = (key, text);
        return text;
    }

    private static byte Code(in Held held) => (byte)(1 + (int)held.Class * 10 + (int)held.Type * 2 + (held.Mode == LockMode.Shared ? 1 : 0));

    private static string Words(ReadOnlySpan<Held> locks)
    {
        var words = new List<string>();
        foreach (ref readonly var held in locks[..Math.Min(locks.Length, MostLocks)])
            words.Add((held.Class == LockClass.Unknown ? $"other {Kebab.Of(held.Type)}" : Kebab.Of(held.Class)) + (held.Mode == LockMode.Shared ? " shared" : ""));
        return string.Join(", ", words);
    }
}
