using System.Reflection;

namespace Tracer.Tables.Questions;

/// <summary>A query with a name: a file of SQL whose first comment says what is asked and how to read the answer.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="What">What is asked, in one sentence: the comment's first.</param>
/// <param name="Text">The whole comment as one paragraph.</param>
/// <param name="Sql">The query.</param>
public sealed record Question(string Name, string What, string Text, string Sql)
{
    private const string Function = "$function";

    /// <summary>Every question, by name.</summary>
    public static IReadOnlyList<Question> All { get; } =
        [.. typeof(Question).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal).Select(name => Parse(name, Read(name)))];

    /// <summary>It can be asked of one function alone.</summary>
    public bool AsksOfFunction => Sql.Contains(Function, StringComparison.Ordinal);

    /// <summary>The query, asked of one function; null: of all.</summary>
    public string Of(string? function) => Sql.Replace(Function, $"'{function?.Replace("'", "''", StringComparison.Ordinal)}'", StringComparison.Ordinal);

    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public static Question Named(string name) => All.FirstOrDefault(question => question.Name == name)
        ?? throw new ArgumentException($"unknown question '{name}'; known: {string.Join(", ", All.Select(question => question.Name))}");

    private static Question Parse(string name, string sql)
    {
        var text = string.Join(' ', sql.Split('\n').TakeWhile(line => line.StartsWith("--", StringComparison.Ordinal)).Select(line => line[2..].Trim()));
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        return new Question(name, end < 0 ? text : text[..(end + 1)], text, sql);
    }

    private static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
