using ScottPlot;
using SkiaSharp;
using Tracer.Charts.Data;

namespace Tracer.Charts.Drawing;

/// <summary>What lies between the axes of a lane chart, from the back to the front.</summary>
internal sealed class LaneLayer(LaneChart chart, LaneRows rows) : Layer
{
    private const float NarrowestSpan = 3;
    private const float BreakWidth = 8;
    private const float TagHeight = 17;

    protected override void Draw(Pen pen)
    {
        DrawGround(pen);
        foreach (var at in chart.Breaks) pen.Area(Break(pen, at), Palette.Band);
        foreach (var (i, lane) in chart.Lanes.Index())
            foreach (var span in lane.Spans) DrawSpan(pen, Area(i, span), span);
        foreach (var at in chart.Breaks) DrawBreak(pen, Break(pen, at));
        if (chart.Focus != Focus.None) DrawFocus(pen, chart.Focus == Focus.Breach ? Palette.Violation : Palette.Faint);
        foreach (var i in Enumerable.Range(0, chart.Lanes.Count)) DrawLabels(pen, i);
        foreach (var (i, lane) in chart.Lanes.Index())
            foreach (var mark in lane.Marks) DrawMark(pen, new(X(mark.At), Y(rows.Marks(i))), mark);
    }

    private void DrawGround(Pen pen)
    {
        for (var i = 0; i < chart.Lanes.Count; i++)
        {
            foreach (var y in new[] { rows.Top(i), rows.Marks(i) })
                pen.Line(new PixelLine(pen.Data.Left, Y(y), pen.Data.Right, Y(y)), Palette.Grid);
        }
    }

    private PixelRect Break(Pen pen, double at) => new(X(at) - BreakWidth / 2, X(at) + BreakWidth / 2, pen.Data.Bottom, Y(rows.Top(0)));

    // Here events are left out; what lasts over them is cut too.
    private static void DrawBreak(Pen pen, PixelRect area)
    {
        foreach (var side in new[] { area.LeftLine, area.RightLine }) pen.Dashes(side, Palette.Faint, 1, 2, 3);
        pen.Text(new(area.HorizontalCenter, area.Bottom - 7), "≈", TextStyle.Name, Palette.Faint, SKTextAlign.Center, Palette.Paper);
    }

    private PixelRect Area(int lane, Span span)
    {
        var (left, top) = (X(span.From), Y(rows.Row(lane, span.Row)));
        return new PixelRect(left, Math.Max(X(span.To) - 1, left + NarrowestSpan), top + LaneRows.SpanHeight, top);
    }

    private void DrawSpan(Pen pen, PixelRect area, Span span)
    {
        if (span.IsMissing) SpanShape.DrawMissing(pen, area);
        else SpanShape.Draw(pen, area, span);
        Tell(area, span.Label);
    }

    // Its name stands above its line, and whatever the line would cross stands on a ground of its own.
    private void DrawFocus(Pen pen, string colour)
    {
        var x = X(chart.Violation.At);
        pen.Dashes(new PixelLine(x, Y(rows.Top(0)) - 5, x, pen.Data.Bottom), colour, 1.5f, 5, 3);
        var width = TextStyle.Letter.WidthOf(chart.Violation.Label) + 14;
        var left = Math.Clamp(x - width / 2, pen.Data.Left, Math.Max(pen.Data.Right - width, pen.Data.Left));
        var middle = Y(LaneRows.CalloutMiddle);
        pen.Area(new PixelRect(left, left + width, middle + 10, middle - 10), colour);
        pen.Text(new(left + 7, middle), chart.Violation.Label, TextStyle.Letter, Palette.Paper);
    }

    private void DrawLabels(Pen pen, int lane)
    {
        foreach (var row in chart.Lanes[lane].Spans.GroupBy(span => span.Row))
        {
            var middle = Y(rows.Row(lane, row.Key)) + LaneRows.SpanHeight / 2;
            foreach (var label in SpanLabels.Place([.. row.OrderBy(span => span.From).Select(span => Stretch(lane, span))], pen.Data.Left, pen.Data.Right))
            {
                var look = SpanShape.LookOf(label.Span);
                pen.Text(
                    new(label.Left, middle), label.Text, TextStyle.Small, label.IsInside ? look.Text : Palette.Ink, SKTextAlign.Left,
                    label.IsInside ? look.Fill : Palette.Paper);
            }
        }
    }

    private SpanLabels.Stretch Stretch(int lane, Span span)
    {
        var area = Area(lane, span);
        return new(span, area.Left, SpanShape.Body(area, span).Right, area.Right);
    }

    private void DrawMark(Pen pen, Pixel at, Mark mark)
    {
        if (mark.IsCulprit) MarkShape.Ring(pen, at, 22);
        MarkShape.Draw(pen, at, mark.Kind);
        if (mark.Tag is { } tag)
            pen.Text(at.MovedUp(TagHeight + (mark.IsCulprit ? 3 : 0)), tag, TextStyle.Letter, mark.IsCulprit ? Palette.Violation : Palette.Ink, SKTextAlign.Center, Palette.Paper);
        Tell(new PixelRect(at.X - 8, at.X + 8, at.Y + 8, at.Y - 8), mark.Label);
    }
}
