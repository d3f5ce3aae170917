// The trace as the page carries it: columns, packed by gzip. Numbers that rise are stored as differences.

export async function read(element) {
  const bytes = Uint8Array.from(atob(element.textContent.trim()), (c) => c.charCodeAt(0));
  const json = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).json();
  for (const name of ['at', 'sequence', 'number', 'ns']) sum(json.events[name]);
  sum(json.spans.from);
  return new Trace(json);
}

function sum(column) {
  for (let i = 1; i < column.length; i++) column[i] += column[i - 1];
}

export class Trace {
  constructor(json) {
    Object.assign(this, json);
    this.size = this.events.at.length;
    for (const of of [this.events, this.spans]) of.lane = of.task.map((task) => json.lane_of_task[task]);
    this.ofLane = this.lanes.map(() => []);
    for (let i = 0; i < this.size; i++) this.ofLane[this.events.lane[i]].push(i);
    this.bySequence = new Map(this.events.sequence.map((sequence, i) => [`${sequence}`, i]));
  }

  textOf(event) {
    return this.texts[this.events.text[event]];
  }

  /** The first kept event at or behind a place. */
  indexAt(place) {
    return lowerBound(this.events.at, place);
  }

  /** What the event's task was in when it came, outermost first. */
  openAt(event) {
    const at = this.events.at[event];
    const task = this.events.task[event];
    const open = [];
    for (let i = 0; i < this.spans.from.length && this.spans.from[i] < at; i++)
      if (this.spans.task[i] === task && this.spans.from[i] + this.spans.length[i] > at) open.push(i);
    return open;
  }

  /** All kept events that touch a page: by its address, and by the frames that are seen behind it. */
  lifeOf(page, mm) {
    const { events } = this;
    const frames = new Set();
    const life = [];
    const touches = (i) => events.page[i] >= 0 && events.page[i] <= page && page < events.page[i] + events.pages[i] && (!mm || !events.mm[i] || events.mm[i] === mm);
    for (let i = 0; i < this.size; i++) if (touches(i) && events.pages[i] === 1 && events.pfn[i] > 0) frames.add(events.pfn[i]);
    for (let i = 0; i < this.size; i++) if (touches(i) || (events.page[i] < 0 && frames.has(events.pfn[i]))) life.push(i);
    return life;
  }

  /** Where a place lies in time, as far as the kept events tell. */
  timeOf(place) {
    const { at, ns } = this.events;
    const event = this.indexAt(place);
    if (at[event] === place || !this.density) return interpolate(at, ns, place);
    const bin = Math.min(Math.max(Math.floor(place / this.density.width), 0), this.density.ns.length - 1);
    const next = Math.min(bin + 1, this.density.ns.length - 1);
    return this.density.ns[bin] + (this.density.ns[next] - this.density.ns[bin]) * Math.min(Math.max(place / this.density.width - bin, 0), 1);
  }
}

function interpolate(xs, ys, x) {
  if (xs.length === 0) return 0;
  const i = lowerBound(xs, x);
  if (i === 0) return ys[0];
  if (i === xs.length) return ys[xs.length - 1];
  if (xs[i] === x) return ys[i];
  return ys[i - 1] + (ys[i] - ys[i - 1]) * ((x - xs[i - 1]) / (xs[i] - xs[i - 1]));
}

export function lowerBound(sorted, value) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
