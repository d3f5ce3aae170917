using System.Globalization;
using System.Text;

namespace Tracer.Testing;

/// <summary>Writes any events as a script in the generic form, a step a line: how a failing property shows its shrunk trace.</summary>
public static class ScriptWriter
{
    /// <summary>A text that <see cref="Script.Parse"/> reads back to the same events.</summary>
    public static string Write(ReadOnlySpan<VmEvent> events)
    {
        var world = new ScriptWorld();
        var text = new StringBuilder();
        for (var i = 0; i < events.Length; i++)
        {
            ref readonly var e = ref events[i];
            text.Append(e.Header.Task.Value == 0 ? ScriptStep.NoTask : string.Create(CultureInfo.InvariantCulture, $"task-{e.Header.Task.Value}"));
            text.Append(' ').Append(e.Header.Kind);
            foreach (var field in EventShape.Of(e.Header.Kind).Fields)
                if (IsSet(field, in e)) Append(text, field, in e);

            // What the script would say by itself need not be written.
            var unsaid = new VmEvent { Header = { Sequence = i + 1, Task = e.Header.Task, Kind = e.Header.Kind } };
            (unsaid.Header.PreemptDepth, unsaid.Header.Context) = world.Take(in e);
            foreach (var field in EventShape.Header)
                if (field.Read(in e) != field.Read(in unsaid)) Append(text, field, in e);
            text.Append('\n');
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, EventField field, in VmEvent e) =>
        text.Append(' ').Append(field.Name).Append('=').Append(ScriptText.Format(field, in e));

    private static bool IsSet(EventField field, in VmEvent e) =>
        field.IsText ? ScriptText.Format(field, in e).Length > 0 : field.Read(in e) != 0;
}
