// The page's timeline: what is selected, what is in view, and what mouse and keys do to it.
import { select } from 'd3-selection';
import { scaleLinear } from 'd3-scale';
import { zoom, zoomIdentity } from 'd3-zoom';
import { read } from './trace.js';
import { Layout } from './layout.js';
import { AXIS, Drawing, LABELS } from './drawing.js';
import { Details } from './details.js';

const CLOSEST = 12; // events in view at the least
const CLOSEST_NS = 1000; // nanoseconds

const byId = (id) => document.getElementById(id);

read(byId('data')).then(start, (error) => {
  byId('failure').hidden = false;
  byId('failure').textContent = `The timeline cannot be shown: ${error.message}`;
});

function start(trace) {
  document.querySelectorAll('.scripted').forEach((element) => (element.hidden = false));
  const lanes = byId('lanes');
  const canvas = byId('canvas');
  const layout = new Layout(trace);
  const drawing = new Drawing(canvas, trace, layout);
  const hidden = new Set();
  const state = { selected: null, finding: null, marked: null, transform: zoomIdentity };
  const details = new Details(byId('details'), trace, choose, follow);
  const spacer = lanes.appendChild(document.createElement('div'));

  let base = scaleLinear();
  let isDue = false;
  const zooming = zoom().on('zoom', ({ transform, sourceEvent }) => {
    state.transform = transform;
    if (sourceEvent?.type === 'mousemove') lanes.scrollTop -= sourceEvent.movementY;
    redraw();
  });
  const surface = select(canvas).call(zooming).on('dblclick.zoom', null);
  surface.on('click', (event) => pick(event));

  fit();
  legend();
  arrange();
  wire();
  document.documentElement.dataset.ready = 'true';

  function fit() {
    const width = lanes.clientWidth;
    base = scaleLinear([layout.first - 0.5, layout.last + 0.5], [LABELS + 4, width - 4]);
    const closest = Math.max((layout.last - layout.first) / (layout.isTime ? CLOSEST_NS : CLOSEST), 1);
    zooming.extent([[LABELS, 0], [width, lanes.clientHeight]]).translateExtent([[LABELS, 0], [width, lanes.clientHeight]]).scaleExtent([1, closest]);
  }

  function arrange() {
    layout.arrange((span) => !hidden.has(trace.kinds[trace.spans.kind[span]].group));
    lanes.style.height = `${Math.min(layout.height + AXIS + 2, Math.max(innerHeight * 0.68, 240))}px`;
    spacer.style.height = `${Math.max(layout.height + AXIS - lanes.clientHeight, 0)}px`;
    redraw();
  }

  function redraw() {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      const scale = state.transform.rescaleX(base);
      drawing.draw({
        scale,
        ticks: ticks(scale),
        top: lanes.scrollTop,
        width: lanes.clientWidth,
        height: lanes.clientHeight,
        shows: (group) => !hidden.has(group),
        marked: state.marked,
        selected: state.selected,
        finding: state.finding,
      });
      lanes.dataset.inView = scale.domain().map((at) => at.toFixed(1)).join(' ');
    });
  }

  // Places are not what a person knows an event by: the ticks give numbers of lines or events, where they are told.
  function ticks(scale) {
    const wanted = Math.max(Math.floor((lanes.clientWidth - LABELS) / 110), 2);
    return scale.ticks(wanted).filter((at) => layout.isTime || Number.isInteger(at)).map((at) => ({ x: scale(at), text: label(at) }));
  }

  function label(at) {
    if (layout.isTime) return (at / 1e9).toFixed(6);
    const event = trace.indexAt(at);
    return event < trace.size && trace.events.at[event] === at ? `${trace.events.number[event]}` : `event ${at}`;
  }

  function legend() {
    trace.groups.forEach((group, i) => {
      const box = Object.assign(document.createElement('input'), { type: 'checkbox', checked: true });
      box.addEventListener('change', () => {
        if (box.checked) hidden.delete(i);
        else hidden.add(i);
        arrange();
      });
      const swatch = document.createElement('i');
      swatch.style.background = group.colour;
      const entry = document.createElement('label');
      entry.append(box, swatch, group.name);
      byId('legend').append(entry);
    });
  }

  /** Selects an event; goes to it if it may lie out of view. */
  function choose(event, goes) {
    state.selected = event;
    details.event(event);
    if (goes) goTo([layout.x[event]], trace.events.lane[event]);
    redraw();
  }

  function follow(event) {
    const life = trace.lifeOf(trace.events.page[event], trace.events.mm[event]);
    state.marked = new Set(life);
    details.event(event);
    details.life(event, life);
    redraw();
  }

  function show(finding) {
    state.finding = finding;
    const event = trace.indexAt(finding.at);
    state.selected = event;
    details.event(event);
    goTo(finding.witnesses.map(([, at]) => layout.of(at)).concat(layout.of(finding.at)), trace.events.lane[event]);
    redraw();
  }

  // All of the places in view, with some room on both sides; if they are far apart, the last, which is the one that counts.
  function goTo(places, lane) {
    const [from, to] = [Math.min(...places), Math.max(...places)];
    const unit = layout.isTime ? (layout.last - layout.first) / Math.max(trace.count, 1) : 1;
    const span = Math.max((to - from) * 1.3, 60 * unit);
    const middle = span > 4000 * unit ? places.at(-1) : (from + to) / 2;
    const shown = Math.min(span, 4000 * unit);
    const scale = (base.domain()[1] - base.domain()[0]) / shown;
    const k = Math.min(Math.max(scale, 1), zooming.scaleExtent()[1]);
    const width = lanes.clientWidth;
    surface.call(zooming.transform, zoomIdentity.translate((width + LABELS) / 2 - k * base(middle), 0).scale(k));
    const place = layout.lanes.find((known) => known.lane === lane);
    if (place && (place.top < lanes.scrollTop || place.top + place.height > lanes.scrollTop + lanes.clientHeight - AXIS)) lanes.scrollTop = Math.max(place.top - 40, 0);
  }

  function pick(event) {
    const [x, y] = [event.offsetX, event.offsetY + lanes.scrollTop - AXIS];
    const lane = layout.laneAt(y);
    if (!lane || x < LABELS) return;
    const scale = state.transform.rescaleX(base);
    const row = lane.rows[Math.floor((y - layout.rowY(lane, 0)) / (Layout.rowHeight + 2))];
    const at = scale.invert(x);
    const span = y >= layout.rowY(lane, 0) && row ? layout.spansBetween(row, at, at)[0] : undefined;
    const list = trace.ofLane[lane.lane];
    if (span !== undefined) {
      const begin = trace.indexAt(trace.spans.from[span]);
      if (trace.events.at[begin] === trace.spans.from[span]) return choose(begin, false);
    }
    const [first, end] = layout.eventsBetween(list, scale.invert(x - 12), scale.invert(x + 12));
    let nearest = null;
    for (let i = first; i < end; i++)
      if (!hidden.has(trace.events.group[list[i]]) && (nearest === null || Math.abs(layout.x[list[i]] - at) < Math.abs(layout.x[nearest] - at))) nearest = list[i];
    if (nearest !== null) choose(nearest, false);
    return undefined;
  }

  function neighbour(step) {
    if (state.selected === null) return;
    const list = trace.ofLane[trace.events.lane[state.selected]];
    for (let i = list.indexOf(state.selected) + step; i >= 0 && i < list.length; i += step)
      if (!hidden.has(trace.events.group[list[i]])) return void choose(list[i], !isInView(list[i]));
  }

  function isInView(event) {
    const [from, to] = state.transform.rescaleX(base).domain();
    return layout.x[event] >= from && layout.x[event] <= to;
  }

  function nextFinding(step) {
    if (!trace.findings.length) return;
    const known = trace.findings.indexOf(state.finding);
    const next = known < 0 ? (step > 0 ? 0 : trace.findings.length - 1) : (known + step + trace.findings.length) % trace.findings.length;
    show(trace.findings[next]);
  }

  // Every word must be there; Enter goes on to the next place.
  function search(goesOn) {
    const words = byId('search').value.toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length) {
      state.marked = null;
      byId('matches').textContent = '';
      return redraw();
    }
    const texts = trace.texts.map((text) => text.toLowerCase());
    const names = trace.tasks.map((name) => name.toLowerCase());
    const has = (event, word) => texts[trace.events.text[event]].includes(word) || names[trace.events.task[event]].includes(word);
    const found = [];
    for (let i = 0; i < trace.size; i++) if (words.every((word) => has(i, word))) found.push(i);
    state.marked = new Set(found);
    byId('matches').textContent = `${found.length.toLocaleString('en')} found`;
    if (found.length && goesOn) choose(found.find((event) => state.selected === null || event > state.selected) ?? found[0], true);
    return redraw();
  }

  function clear() {
    byId('search').value = '';
    byId('matches').textContent = '';
    Object.assign(state, { marked: null, finding: null, selected: null });
    byId('details').replaceChildren(Object.assign(document.createElement('p'), { className: 'quiet', textContent: 'Nothing is selected.' }));
    redraw();
  }

  function wire() {
    const by = (factor) => surface.call(zooming.scaleBy, factor);
    const along = (pixels) => surface.call(zooming.translateBy, pixels / state.transform.k, 0);
    const all = () => surface.call(zooming.transform, zoomIdentity);
    byId('zoom-in').addEventListener('click', () => by(2));
    byId('zoom-out').addEventListener('click', () => by(0.5));
    byId('zoom-all').addEventListener('click', all);
    byId('next-finding').addEventListener('click', () => nextFinding(1));
    byId('previous-finding').addEventListener('click', () => nextFinding(-1));
    byId('axis').addEventListener('change', (event) => {
      layout.useTime(event.target.value === 'time');
      fit();
      all();
      if (state.selected !== null) choose(state.selected, true);
    });
    byId('search').addEventListener('input', () => search(false));
    byId('search').addEventListener('keydown', (event) => {
      if (event.key === 'Enter') search(true);
      if (event.key === 'Escape') clear();
      event.stopPropagation();
    });
    lanes.addEventListener('scroll', redraw);
    new ResizeObserver(() => {
      fit();
      arrange();
    }).observe(lanes);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
    document.querySelectorAll('a[data-sequence]').forEach((link) => link.addEventListener('click', (event) => {
      const told = trace.bySequence.get(link.dataset.sequence);
      if (told === undefined) return;
      event.preventDefault();
      state.finding = trace.findings.find((finding) => link.closest(`#finding-${finding.number}`)) ?? state.finding;
      byId('timeline').scrollIntoView();
      choose(told, true);
    }));
    const keys = {
      '+': () => by(2), '=': () => by(2), '-': () => by(0.5), '−': () => by(0.5), 0: all, Home: all,
      ArrowLeft: () => along(120), ArrowRight: () => along(-120),
      n: () => nextFinding(1), p: () => nextFinding(-1),
      ',': () => neighbour(-1), '.': () => neighbour(1),
      f: () => state.selected !== null && trace.events.page[state.selected] >= 0 && follow(state.selected),
      '/': () => byId('search').focus(),
      Escape: clear,
    };
    document.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== 'checkbox') return;
      const act = keys[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    });
  }
}
