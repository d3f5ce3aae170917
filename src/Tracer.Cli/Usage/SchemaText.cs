using Tracer.Analysis.Explaining;
using Tracer.Reports.Text;
using Tracer.Tables.Questions;
using Tracer.Tables.Schema;

namespace Tracer.Cli.Usage;

/// <summary>What <c>sql --list</c> prints: every table with its columns, every question with what it asks.</summary>
internal static class SchemaText
{
    public static void Write(TextWriter output)
    {
        foreach (var table in TableCatalogue.All)
        {
            output.Write($"{table.Name}: {table.What}\n");
            var columns = new Table("column", "type", "what it is");
            foreach (var column in table.Columns.Prepend(TableCatalogue.Trace)) columns.Add(column.Name, Kebab.Of(column.Type), column.What);
            columns.Write(output, "  ");
            output.Write('\n');
        }

        output.Write("Addresses are numbers; hex_of(address) writes one. Questions, for --query:\n\n");
        foreach (var question in Question.All)
        {
            output.Write($"{question.Name}\n");
            foreach (var line in Wrapping.Wrap("  ", question.Text)) output.Write($"{line}\n");
        }
    }
}
