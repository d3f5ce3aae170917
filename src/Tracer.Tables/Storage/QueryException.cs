using System.Text.RegularExpressions;

namespace Tracer.Tables.Storage;

/// <summary>A query that cannot be answered; the message is one line that says what is wrong and where.</summary>
public sealed partial class QueryException : ArgumentException
{
    public QueryException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>
    /// The database's message, which shows the line of the query with a caret below the place, as one line: <c>…; in line 2, column 8</c>.
    /// </summary>
    public static string InOneLine(string message)
    {
        var place = Place().Match(message);
        var what = place.Success ? message[..place.Index] : message;
        var where = place.Success
            ? $"; in line {place.Groups["line"].Value}, column {Math.Max(1, place.Groups["before"].Length - $"LINE {place.Groups["line"].Value}: ".Length + 1)}" : "";
        return string.Join(' ', what.Split((char[])[], StringSplitOptions.RemoveEmptyEntries)) + where;
    }

    // LINE 1: SELECT nothing FROM events
    //                ^
    [GeneratedRegex(@"^LINE (?<line>\d+): [^\n]*\n(?<before> *)\^", RegexOptions.Multiline)]
    private static partial Regex Place();
}
