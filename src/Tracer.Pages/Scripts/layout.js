// Where things stand: lanes one below the other, spans in rows of their lane, places on the axis.

const MARKS = 20; // pixels of a lane for its marks
const ROW = 15; // pixels of a row of spans
const GAP = 8;
const MOST_ROWS = 12;

export class Layout {
  constructor(trace) {
    this.trace = trace;
    this.isTime = false;
    this.place();
    this.arrange(() => true);
  }

  useTime(isTime) {
    this.isTime = isTime;
    this.place();
  }

  /** From the order of events to the axis. */
  place() {
    const { trace } = this;
    this.x = Float64Array.from(trace.events.at, (at, i) => (this.isTime ? trace.events.ns[i] : at));
    this.from = Float64Array.from(trace.spans.from, (from) => this.of(from));
    this.to = Float64Array.from(trace.spans.from, (from, i) => this.of(from + trace.spans.length[i]));
    this.first = this.of(0);
    this.last = Math.max(this.of(trace.count - 1), this.first + 1);
  }

  of(place) {
    return this.isTime ? this.trace.timeOf(place) : place;
  }

  /** Rows of spans that do not overlap, the longest on top; a lane is as high as it needs. */
  arrange(shows) {
    const { trace } = this;
    this.lanes = [];
    const spansOf = trace.lanes.map(() => []);
    for (let i = 0; i < trace.spans.from.length; i++) if (shows(i)) spansOf[trace.spans.lane[i]].push(i);
    let top = 0;
    for (let lane = 0; lane < trace.lanes.length; lane++) {
      const rows = this.rows(spansOf[lane]);
      const height = MARKS + rows.length * ROW + GAP;
      this.lanes.push({ lane, top, height, rows });
      top += height;
    }
    this.height = top;
  }

  rows(spans) {
    const { from, length } = this.trace.spans;
    spans.sort((a, b) => from[a] - from[b] || length[b] - length[a]);
    const rows = [];
    for (const span of spans) {
      let row = rows.find((known) => known.end <= from[span]);
      if (!row) {
        if (rows.length === MOST_ROWS) continue;
        rows.push((row = { end: 0, spans: [] }));
      }
      row.spans.push(span);
      row.end = from[span] + length[span];
    }
    return rows.map((row) => row.spans);
  }

  laneAt(y) {
    return this.lanes.find((lane) => y >= lane.top && y < lane.top + lane.height);
  }

  markY(lane) {
    return lane.top + MARKS / 2;
  }

  rowY(lane, row) {
    return lane.top + MARKS + row * ROW;
  }

  static get rowHeight() {
    return ROW - 2;
  }

  /** The spans of a row that reach into a stretch of the axis. */
  spansBetween(row, from, to) {
    const low = partition(row, (span) => this.to[span] < from);
    return row.slice(low, partition(row, (span) => this.from[span] <= to));
  }

  /** The kept events of a lane in a stretch of the axis, as indexes into the lane's list. */
  eventsBetween(list, from, to) {
    return [partition(list, (event) => this.x[event] < from), partition(list, (event) => this.x[event] <= to)];
  }
}

// How many of a sorted list come before what is looked for.
function partition(list, comesBefore) {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (comesBefore(list[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}
