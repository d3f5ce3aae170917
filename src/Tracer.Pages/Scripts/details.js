// What is told of a selected event: what it is, what its task was in, the life of its page.

const MOST_LINES = 400;

export class Details {
  constructor(element, trace, select, follow) {
    Object.assign(this, { element, trace, select, follow });
  }

  event(event) {
    const { trace } = this;
    const { events } = trace;
    const cpu = events.cpu[event] < 0 ? '' : ` · CPU ${events.cpu[event]}`;
    this.element.replaceChildren(
      line(`${trace.unit} ${events.number[event]} · ${(events.ns[event] / 1e9).toFixed(9)} s · ${trace.tasks[events.task[event]]}${cpu}`, 'strong'),
      line(trace.textOf(event)),
      this.open(event),
      ...this.findings(event),
      this.page(event),
    );
  }

  open(event) {
    const open = this.trace.openAt(event);
    if (!open.length) return line('in nothing that the trace shows', 'quiet');
    const { spans, kinds, texts, ends } = this.trace;
    const table = document.createElement('table');
    for (const span of open) {
      const index = this.trace.indexAt(spans.from[span]);
      const begin = this.trace.events.at[index] === spans.from[span] ? index : null;
      const row = table.insertRow();
      row.insertCell().textContent = kinds[spans.kind[span]].name;
      row.insertCell().textContent = texts[spans.text[span]];
      row.insertCell().append(begin === null ? 'since before what is told' : this.link(begin, `since ${this.trace.unit} ${this.trace.events.number[begin]}`));
      row.insertCell().textContent = spans.how[span] === 0 ? '' : ends[spans.how[span]];
    }
    return table;
  }

  findings(event) {
    const at = this.trace.events.at[event];
    return this.trace.findings.filter((finding) => finding.at === at).map((finding) => {
      const paragraph = line('');
      const link = document.createElement('a');
      link.href = `#finding-${finding.number}`;
      link.textContent = `finding ${finding.number}: ${finding.rule} ${finding.name} (${finding.severity})`;
      paragraph.append(link);
      return paragraph;
    });
  }

  page(event) {
    const { events } = this.trace;
    if (events.page[event] < 0) return line('');
    const button = document.createElement('button');
    button.type = 'button';
    button.id = 'follow';
    button.textContent = `life of page 0x${(events.page[event] * 4096).toString(16)} (f)`;
    button.addEventListener('click', () => this.follow(event));
    const paragraph = line('');
    paragraph.append(button);
    return paragraph;
  }

  life(event, life) {
    const { trace } = this;
    const table = document.createElement('table');
    table.id = 'life';
    for (const other of life.slice(0, MOST_LINES)) {
      const row = table.insertRow();
      const number = row.insertCell();
      number.className = 'n';
      number.append(this.link(other, `${trace.events.number[other]}`));
      row.insertCell().textContent = trace.tasks[trace.events.task[other]];
      row.insertCell().textContent = trace.textOf(other);
      if (other === event) row.className = 'culprit';
    }
    const more = life.length > MOST_LINES ? `; the first ${MOST_LINES} of them` : '';
    this.element.append(line(`${life.length} events touch the page or a frame behind it, on CPUs and devices${more}:`, 'strong'), table);
  }

  link(event, text) {
    const link = document.createElement('a');
    link.href = '#timeline';
    link.textContent = text;
    link.addEventListener('click', (click) => {
      click.preventDefault();
      this.select(event, true);
    });
    return link;
  }
}

function line(text, of) {
  const paragraph = document.createElement('p');
  if (of === 'quiet') paragraph.className = of;
  if (of === 'strong') paragraph.append(Object.assign(document.createElement('strong'), { textContent: text }));
  else paragraph.textContent = text;
  return paragraph;
}
