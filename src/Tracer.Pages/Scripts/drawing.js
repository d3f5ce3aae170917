// Draws what is in view on the canvas. What lies closer together than a pixel is drawn once.
import { Layout } from './layout.js';

export const LABELS = 150; // pixels for the names of the lanes
export const AXIS = 26; // pixels for the axis

export class Drawing {
  constructor(canvas, trace, layout) {
    Object.assign(this, { canvas, trace, layout });
    this.context = canvas.getContext('2d');
  }

  /** view: scale, top (pixels scrolled), width, height, shows(group), marked (a set or null), selected, finding. */
  draw(view) {
    const { context, canvas } = this;
    const ratio = window.devicePixelRatio || 1;
    if (canvas.width !== Math.round(view.width * ratio) || canvas.height !== Math.round(view.height * ratio)) {
      canvas.width = Math.round(view.width * ratio);
      canvas.height = Math.round(view.height * ratio);
      canvas.style.width = `${view.width}px`;
      canvas.style.height = `${view.height}px`;
    }
    const style = getComputedStyle(document.documentElement);
    this.colours = Object.fromEntries(['ink', 'faint', 'paper', 'band', 'line', 'accent', 'bad'].map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = this.colours.paper;
    context.fillRect(0, 0, view.width, view.height);
    context.font = '11px system-ui, sans-serif';
    context.textBaseline = 'middle';

    context.save();
    context.translate(0, AXIS - view.top);
    const visible = this.layout.lanes.filter((lane) => lane.top + lane.height >= view.top && lane.top <= view.top + view.height);
    visible.forEach((lane) => this.lane(lane, view));
    context.restore();
    this.axis(view);
  }

  lane(lane, view) {
    const { context, trace, layout, colours } = this;
    context.fillStyle = colours.band;
    if (layout.lanes.indexOf(lane) % 2) context.fillRect(0, lane.top, view.width, lane.height);

    context.save();
    context.beginPath();
    context.rect(LABELS, lane.top, view.width - LABELS, lane.height);
    context.clip();
    const [from, to] = view.scale.domain();
    if (trace.density) this.density(lane, view, from, to);
    lane.rows.forEach((row, i) => this.row(lane, i, layout.spansBetween(row, from, to), view));
    this.marks(lane, view, from, to);
    context.restore();

    context.fillStyle = colours.ink;
    context.textAlign = 'left';
    context.fillText(shortened(context, trace.lanes[lane.lane], LABELS - 12), 6, layout.markY(lane));
  }

  // Of a long trace: how many events there are where, also of those that are not told.
  density(lane, view, from, to) {
    const { context, trace, layout, colours } = this;
    const counts = trace.density.counts[lane.lane];
    const most = trace.density.width;
    context.fillStyle = colours.faint;
    for (let bin = 0; bin < counts.length; bin++) {
      if (!counts[bin]) continue;
      const begin = layout.of(bin * trace.density.width);
      const end = layout.of((bin + 1) * trace.density.width);
      if (end < from || begin > to) continue;
      context.globalAlpha = 0.12 + 0.5 * Math.sqrt(counts[bin] / most);
      const x = view.scale(begin);
      context.fillRect(x, lane.top + 2, Math.max(view.scale(end) - x, 1), 16);
    }
    context.globalAlpha = 1;
  }

  row(lane, row, spans, view) {
    const { context, trace, layout } = this;
    const y = layout.rowY(lane, row);
    let drawn = -Infinity;
    for (const span of spans) {
      const kind = trace.kinds[trace.spans.kind[span]];
      const left = Math.max(view.scale(layout.from[span]), LABELS - 2);
      const right = Math.min(view.scale(layout.to[span]), view.width + 2);
      if (right - drawn < 0.5) continue;
      const width = Math.max(right - left, 1);
      context.globalAlpha = view.marked ? 0.45 : 1;
      context.fillStyle = kind.fill;
      context.fillRect(left, y, width, Layout.rowHeight);
      drawn = left + width;
      if (width < 3) continue;
      context.strokeStyle = kind.edge;
      context.setLineDash(trace.spans.how[span] === 0 ? [] : [3, 2]);
      context.strokeRect(left + 0.5, y + 0.5, width - 1, Layout.rowHeight - 1);
      context.setLineDash([]);
      if (width < 24) continue;
      context.fillStyle = kind.text;
      context.textAlign = 'left';
      context.fillText(shortened(context, trace.texts[trace.spans.text[span]], width - 6), left + 3, y + Layout.rowHeight / 2);
    }
    context.globalAlpha = 1;
  }

  marks(lane, view, from, to) {
    const { context, trace, layout, colours } = this;
    const list = trace.ofLane[lane.lane];
    const [first, end] = layout.eventsBetween(list, from, to);
    const y = layout.markY(lane);
    const drawn = new Map();
    let last = -Infinity;
    const room = (view.scale(1) - view.scale(0)) > 5 && !layout.isTime ? 4 : 2.5;
    for (let i = first; i < end; i++) {
      const event = list[i];
      const group = trace.events.group[event];
      if (!view.shows(group)) continue;
      const x = view.scale(layout.x[event]);
      const isMarked = view.marked?.has(event);
      if (event !== view.selected && drawn.get(group) > x - 0.7) continue;
      drawn.set(group, x);
      context.globalAlpha = view.marked && !isMarked ? 0.25 : 1;
      context.fillStyle = dark(trace.groups[group].colour, colours);
      if (isMarked && x - last > 9) {
        context.beginPath();
        context.arc(x, y, 5, 0, 2 * Math.PI);
        context.fill();
        last = x;
      } else {
        context.fillRect(x - room / 2, y - 5, room, 10);
      }
    }
    context.globalAlpha = 1;
    for (const finding of trace.findings) this.finding(finding, lane, view);
    if (view.selected !== null && trace.events.lane[view.selected] === lane.lane) this.selected(lane, view);
  }

  finding(finding, lane, view) {
    const { context, trace, layout } = this;
    const chosen = view.finding === finding;
    for (const [letter, at] of chosen ? finding.witnesses : [['', finding.at]]) {
      const event = trace.indexAt(at);
      if (trace.events.at[event] !== at || trace.events.lane[event] !== lane.lane) continue;
      const x = view.scale(layout.x[event]);
      if (x < LABELS - 8 || x > view.width + 8) continue;
      context.strokeStyle = context.fillStyle = trace.violation;
      context.lineWidth = chosen ? 2 : 1;
      context.beginPath();
      context.moveTo(x, lane.top);
      context.lineTo(x, chosen ? lane.top + lane.height : layout.rowY(lane, 0));
      context.stroke();
      context.lineWidth = 1;
      context.textAlign = 'center';
      context.font = 'bold 11px system-ui, sans-serif';
      if (chosen) context.fillText(letter, x + 8, lane.top + 7);
      else context.fillRect(x - 3, lane.top, 6, 4);
      context.font = '11px system-ui, sans-serif';
    }
  }

  selected(lane, view) {
    const { context, layout, colours } = this;
    const x = view.scale(layout.x[view.selected]);
    context.strokeStyle = colours.accent;
    context.lineWidth = 2;
    context.strokeRect(x - 6, layout.markY(lane) - 8, 12, 16);
    context.beginPath();
    context.moveTo(x, layout.markY(lane) + 8);
    context.lineTo(x, lane.top + lane.height);
    context.stroke();
    context.lineWidth = 1;
  }

  axis(view) {
    const { context, colours, trace } = this;
    context.fillStyle = colours.paper;
    context.fillRect(0, 0, view.width, AXIS);
    context.strokeStyle = colours.line;
    context.beginPath();
    context.moveTo(0, AXIS - 0.5);
    context.lineTo(view.width, AXIS - 0.5);
    context.moveTo(LABELS - 0.5, 0);
    context.lineTo(LABELS - 0.5, view.height);
    context.stroke();
    context.fillStyle = colours.faint;
    context.textAlign = 'left';
    context.fillText(this.layout.isTime ? 'seconds' : trace.unit, 6, AXIS / 2);
    context.textAlign = 'center';
    for (const { x, text } of view.ticks) {
      if (x < LABELS + 10 || x > view.width - 20) continue;
      context.fillText(text, x, AXIS / 2);
      context.fillRect(x, AXIS - 5, 1, 5);
    }
  }
}

// Black marks on a dark page would not be seen.
function dark(colour, colours) {
  return colour === '#000000' ? colours.ink : colour;
}

function shortened(context, text, room) {
  if (context.measureText(text).width <= room) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (context.measureText(`${text.slice(0, middle)}…`).width <= room) low = middle;
    else high = middle - 1;
  }
  return low ? `${text.slice(0, low)}…` : '';
}
