/**
 * What runs in the reader's browser: it draws the table again after a sort or a filter. It only ever sets text, never markup. Written as
 * text because it is sent as text; test/browser/report.test.ts runs it where it is meant to run.
 */
export const REPORT_SCRIPT = `'use strict';
(async () => {
  const at = (id) => document.getElementById(id);
  const make = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  const scanned = Date.parse(document.documentElement.dataset.scanned);
  const days = Math.floor((Date.now() - scanned) / 86400000);
  if (days > 1) {
    at('age').textContent = 'This report is ' + days + ' days old: what follows is as it was then.';
    at('age').hidden = false;
  }
  if (!at('records')) return;

  const bytes = Uint8Array.from(atob(at('records').textContent), (character) => character.charCodeAt(0));
  const records = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).json();
  const step = Number(document.documentElement.dataset.rows);
  const [table, form, more, count] = ['findings', 'filters', 'more', 'count'].map(at);
  const heads = [...table.tHead.rows[0].cells];
  const open = form.elements.open;
  const number = (value) => value.toLocaleString('en-GB');
  let sort = { column: -1, descending: false };
  let limit = step;
  let shown = records;

  const definitions = (details) => {
    const list = make('dl');
    for (const [label, lines] of details) {
      list.append(make('dt', '', label));
      for (const line of lines) {
        const definition = make('dd', '', typeof line === 'string' ? line : undefined);
        if (typeof line !== 'string') definition.append(make('code', '', line.code));
        list.append(definition);
      }
    }
    return list;
  };
  const cellOf = ([first, ...others], column, status) => {
    const cell = make(column === 0 ? 'th' : 'td');
    if (column === 0) cell.scope = 'row';
    cell.className = 'c' + column;
    cell.append(column === 2 ? make('b', 's-' + status.replaceAll(' ', '-'), first) : first, ...others.map((line) => make('small', 'line', line)));
    return cell;
  };
  const rowsOf = (record) => {
    const row = make('tr');
    row.append(...record.cells.map((lines, column) => cellOf(lines, column, record.chosen.Status)));
    const details = make('details');
    const summary = make('summary', '', 'Details');
    summary.append(make('span', 'unseen', ' of ' + record.cells[0][0] + ' ' + record.cells[0][1]));
    details.append(summary);
    const fill = () => { if (!details.querySelector('dl')) details.append(definitions(record.details)); };
    details.addEventListener('toggle', fill);
    if (open.getAttribute('aria-pressed') === 'true') { fill(); details.open = true; }
    const cell = make('td');
    cell.colSpan = heads.length;
    cell.append(details);
    const below = make('tr', 'more');
    below.append(cell);
    return [row, below];
  };

  const textOf = (record) => {
    record.text ??= JSON.stringify([record.cells, record.chosen, record.details]).toLowerCase();
    return record.text;
  };
  const collator = new Intl.Collator('en', { numeric: true });
  const compare = (a, b) => {
    const [x, y] = [a.keys[sort.column], b.keys[sort.column]];
    if (x === null || y === null) return (x === null) - (y === null);
    const order = typeof x === 'number' ? x - y : collator.compare(x, y);
    return sort.descending ? -order : order;
  };
  const tell = () => {
    const of = shown.length === records.length ? '' : ' of ' + number(records.length);
    const part = Math.min(limit, shown.length);
    count.textContent = (part < shown.length ? 'The first ' + number(part) + ' of ' : '') + number(shown.length)
      + (of && ' that match,' + of) + (shown.length === 1 && !of ? ' image version.' : ' image versions.');
    more.hidden = part >= shown.length;
  };
  const draw = () => {
    table.tBodies[0].replaceChildren(...shown.slice(0, limit).flatMap(rowsOf));
    tell();
  };
  const choose = () => {
    const words = form.elements.text.value.toLowerCase().split(' ').filter((word) => word !== '');
    const wanted = [...form.querySelectorAll('select')].filter(({ value }) => value !== '');
    shown = records.filter((record) => wanted.every(({ name, value }) => record.chosen[name] === value) && words.every((word) => textOf(record).includes(word)));
    if (sort.column >= 0) shown.sort(compare);
    limit = step;
    draw();
  };

  heads.forEach((head, column) => {
    const button = make('button', '', head.textContent);
    button.type = 'button';
    button.addEventListener('click', () => {
      sort = { column, descending: sort.column === column && !sort.descending };
      heads.forEach((each) => each.setAttribute('aria-sort', 'none'));
      head.setAttribute('aria-sort', sort.descending ? 'descending' : 'ascending');
      choose();
    });
    head.setAttribute('aria-sort', 'none');
    head.replaceChildren(button);
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', choose);
  form.addEventListener('reset', () => setTimeout(choose));
  open.addEventListener('click', () => {
    const opened = open.getAttribute('aria-pressed') !== 'true';
    open.setAttribute('aria-pressed', String(opened));
    draw();
  });
  const [next, all] = more.querySelectorAll('button');
  const grow = (to) => {
    const from = Math.min(limit, shown.length);
    limit = to;
    table.tBodies[0].append(...shown.slice(from, limit).flatMap(rowsOf));
    tell();
    if (more.hidden) table.tBodies[0].rows[2 * from + 1].querySelector('summary').focus();
  };
  next.addEventListener('click', () => grow(limit + step));
  all.addEventListener('click', () => grow(shown.length));
  form.hidden = false;
  choose();
  document.documentElement.dataset.ready = 'true';
})();`;
