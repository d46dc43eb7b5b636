// review.js -- the screen of a review page: rows drawn on demand, keys, mouse, search.
'use strict';

const $ = id => document.getElementById(id);
const make = (tag, props, ...children) => {
  const node = Object.assign(document.createElement(tag), props);
  node.append(...children);
  return node;
};
const view = {
  row: 0, side: -1,		// where we are; -1: the bead as a whole
  caret: null,			// { row, side, offset }
  heights: [], tops: [], first: 0, last: -1, drawn: new Map(),
  query: '', hits: [], printing: false, editor: null,
};
const rows = book.rows;
const clamp = (n, low, high) => Math.max(low, Math.min(high, n));
const plural = (n, one, many) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

const say = text => { $('status').textContent = text; };

const tone = score =>
  Number.isNaN(score) ? '' : score >= GOOD ? 'good' : score >= FAIR ? 'fair' : 'bad';

// ---- text ----

const NAMED = {
  9: 'TAB', 0xa0: '°', 0x202f: '·', 0x2009: '·', 0x2007: '°', 0x3000: '□', 0xad: '-', 0x2028: '↵',
  0x200b: 'ZWSP', 0x200c: 'ZWNJ', 0x200d: 'ZWJ', 0x200e: 'LRM', 0x200f: 'RLM', 0x61c: 'ALM',
  0x202a: 'LRE', 0x202b: 'RLE', 0x202c: 'PDF', 0x202d: 'LRO', 0x202e: 'RLO',
  0x2066: 'LRI', 0x2067: 'RLI', 0x2068: 'FSI', 0x2069: 'PDI', 0xfeff: 'BOM',
};
const SPECIAL = new RegExp('[' + [
  '\\u0000-\\u001f\\u007f-\\u00a0\\u00ad\\u061c',	// controls, no-break space, soft hyphen
  '\\u2007\\u2009\\u202f\\u3000',	// blanks of other widths
  '\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f',	// no width, line ends, direction
  '\\ufeff\\ufffe\\uffff\\ud800-\\udfff',	// no characters; bytes that were no UTF-8
].join('') + ']', 'gu');

const nameOf = code => NAMED[code] ?? (code >= 0xdc80 && code <= 0xdcff ?
  'x' + (code - 0xdc00).toString(16) : 'U+' + code.toString(16).toUpperCase().padStart(4, '0'));

// Blanks show when asked for; what could deceive shows always.
const special = char => {
  const name = nameOf(char.codePointAt(0));
  const node = make('span', { className: name.length === 1 ? 'blank' : 'odd' }, char);
  node.dataset.name = name;
  return node;
};

const plain = (text, to) => {
  let at = 0;
  for (const found of text.matchAll(SPECIAL)) {
    if (found.index > at) to.append(text.slice(at, found.index));
    to.append(special(found[0]));
    at = found.index + found[0].length;
  }
  if (at < text.length) to.append(text.slice(at));
};

const fold = text => {
  const low = text.toLowerCase();
  return (low.length === text.length ? low : text)
    .replace(/[\u00a0\u202f]/g, ' ').replace(/’/g, "'")
    .replace(/[\u00e0-\u017f]/g, c => c.normalize('NFD')[0]);
};
const foldedPieces = new WeakMap();
const foldedOf = piece => {
  if (!foldedPieces.has(piece)) foldedPieces.set(piece, fold(piece.text));
  return foldedPieces.get(piece);
};

const hitsIn = piece => {
  const hits = [];
  if (!view.query) return hits;
  const text = foldedOf(piece), n = view.query.length;
  for (let at = text.indexOf(view.query); at >= 0; at = text.indexOf(view.query, at + n))
    hits.push([at, at + n]);
  return hits;
};

const lackTitle = lack => 'not found in ' + langs.filter((_, s) => lack.sides >> s & 1).join(', ');

const drawLack = lack =>
  make('u', { className: lack.x === 0 ? 'lack name' : 'lack', title: lackTitle(lack) });

// The text of a piece in runs between the places where something begins or ends.
const drawPiece = (piece, lacks, caret) => {
  const node = make('div', { className: 'segment' });
  const hits = hitsIn(piece);
  const cuts = new Set([0, piece.text.length]);
  for (const l of lacks) cuts.add(l.from).add(l.to);
  for (const [from, to] of hits) cuts.add(from).add(to);
  if (caret >= 0) cuts.add(caret);
  const order = [...cuts].sort((a, b) => a - b);
  order.forEach((from, k) => {
    if (from === caret) node.append(make('span', { className: 'caret' }));
    if (k + 1 === order.length) return;
    let to = node;
    const lack = lacks.find(l => l.from <= from && from < l.to);
    if (lack) node.append(to = drawLack(lack));
    if (hits.some(([a, b]) => a <= from && from < b)) {
      const mark = make('mark', {});
      to.append(mark);
      to = mark;
    }
    plain(piece.text.slice(from, order[k + 1]), to);
  });
  return node;
};

const caretIn = (row, side) =>
  view.caret && rows[view.caret.row] === row && view.caret.side === side ? view.caret.offset : -1;

const drawSide = (row, side) => {
  const cell = make('td', { lang: langs[side], dir: 'auto', tabIndex: -1 });
  const pieces = row.sides[side], starts = startsOf(pieces, side), lacks = lacksOf(row, side);
  const caret = caretIn(row, side);
  cell.dataset.side = side;
  cell.setAttribute('role', 'gridcell');
  pieces.forEach((piece, k) => {
    // a cursor between two pieces stands at the end of the first
    const here = caret >= starts[k] && caret < (starts[k + 1] ?? Infinity);
    const at = here ? Math.min(caret - starts[k], piece.text.length) : -1;
    const segment = drawPiece(piece, lacks.filter(l => l.piece === k), at);
    segment.dataset.start = starts[k];
    cell.append(segment);
  });
  if (!pieces.length)
    cell.append(make('span', { className: 'nothing', ariaLabel: 'nothing' }, '—'));
  return cell;
};

// ---- rows ----

const SIGNS = { approved: '✓', rejected: '✗', changed: '✎', '': '' };

const shapeOf = row => row.sides.map(pieces => pieces.length).join('–');

const drawHead = (row, index) => {
  const cell = make('th', { scope: 'row', tabIndex: -1 });
  const score = Number.isNaN(row.score) ? '' : row.score.toFixed(2);
  cell.setAttribute('role', 'rowheader');
  cell.ariaLabel = [`bead ${index + 1}`, shapeOf(row), score && `score ${score}`, row.mark,
    isDoubtful(row) && 'doubtful'].filter(Boolean).join(', ');
  cell.append(make('span', { className: 'score ' + tone(row.score) }, score || '·'),
    make('span', { className: 'shape' }, shapeOf(row)),
    make('span', { className: 'sign ' + row.mark }, SIGNS[row.mark]));
  return cell;
};

const drawRow = (row, index) => {
  const classes = [row.mark, tone(row.score) && 'is-' + tone(row.score), isDoubtful(row) && 'doubt'];
  const tr = make('tr', { className: classes.filter(Boolean).join(' ') });
  tr.append(drawHead(row, index), ...row.sides.map((_, s) => drawSide(row, s)));
  return tr;
};

const opensDocument = index => head.doc >= 0 && severalDocuments &&
  (index === 0 || docOf(rows[index - 1]) !== docOf(rows[index]));

// A row as it stands on the page, with its document's name before it where one begins.
const drawn = index => {
  const row = rows[index];
  let item = view.drawn.get(row);
  if (!item) {
    item = { tr: drawRow(row, index), opens: null };
    view.drawn.set(row, item);
  }
  if (opensDocument(index) !== Boolean(item.opens))
    item.opens = opensDocument(index) ? make('tr', { className: 'document' },
      make('th', { colSpan: sideCount + 1, scope: 'rowgroup' }, docOf(row))) : null;
  item.tr.ariaRowIndex = index + 2;
  item.tr.dataset.row = index;
  return item;
};

// ---- which rows are drawn ----

const GUESS = 64, SPARE = 600;

// Wider letters, fewer columns: a guess that is put right when the row is drawn.
const guess = row => {
  let most = 1;
  row.sides.forEach((pieces, s) => {
    const per = view.perLine / (head.joints[s] === '' ? 1.9 : 1);
    most = Math.max(most, pieces.reduce((n, p) => n + Math.ceil((p.text.length + 1) / per), 0));
  });
  return 17 + most * 25;
};

const measureColumns = () => {
  view.perLine = Math.max(8, (($('beads').clientWidth || 1000) - 90) / sideCount / 8.2 - 3);
};

const layOut = from => {
  view.tops.length = rows.length + 1;
  if (!from) view.tops[0] = 0;
  for (let i = from; i < rows.length; i++) view.tops[i + 1] = view.tops[i] + view.heights[i];
};

const rowAt = y => {
  let low = 0, high = rows.length - 1;
  while (low < high) {
    const mid = (low + high + 1) >> 1;
    if (view.tops[mid] <= y) low = mid; else high = mid - 1;
  }
  return low;
};

const spacer = () => make('tr', { className: 'spacer', ariaHidden: 'true' },
  make('td', { colSpan: sideCount + 1 }));
const [above, below] = [spacer(), spacer()];
const stretch = (tr, height) => tr.firstChild.style.setProperty('height', height + 'px');

// The body holds these nodes; those that were there stay untouched.
const hold = nodes => {
  const body = $('body'), wanted = new Set(nodes);
  for (const node of [...body.children]) if (!wanted.has(node)) node.remove();
  let at = body.firstChild;
  for (const node of nodes) {
    if (node === at) at = at.nextSibling;
    else body.insertBefore(node, at);
  }
};

const inSight = () => {
  if (view.printing) return [0, rows.length - 1];
  const top = -$('body').getBoundingClientRect().top;
  return [rowAt(top - SPARE), rowAt(top + window.innerHeight + SPARE)];
};

const measure = (first, last) => {
  let from = -1;
  for (let i = first; i <= last; i++) {
    const item = view.drawn.get(rows[i]);
    const height = item.tr.offsetHeight + (item.opens ? item.opens.offsetHeight : 0);
    if (height && Math.abs(height - view.heights[i]) > 0.5) {
      view.heights[i] = height;
      if (from < 0) from = i;
    }
  }
  if (from >= 0) layOut(from);
};

const markPlace = () => {
  for (const [row, { tr }] of view.drawn) {
    const here = rows[view.row] === row;
    tr.classList.toggle('here', here);
    tr.ariaSelected = here;
    for (let s = -1; s < sideCount; s++) {
      const cell = tr.cells[s + 1], chosen = here && s === view.side;
      cell.tabIndex = chosen ? 0 : -1;
      cell.classList.toggle('chosen', chosen && s >= 0);
    }
  }
};

const draw = force => {
  if (!rows.length) return;
  const [first, last] = inSight();
  if (!force && first >= view.first && last <= view.last) return;
  const list = [];
  for (let i = first; i <= last; i++) {
    const item = drawn(i);
    if (item.opens) list.push(item.opens);
    list.push(item.tr);
  }
  const seen = new Set();
  for (let i = first; i <= last; i++) seen.add(rows[i]);
  for (const row of [...view.drawn.keys()]) if (!seen.has(row)) view.drawn.delete(row);
  hold([above, ...list, below]);
  stretch(above, view.tops[first]);
  [view.first, view.last] = [first, last];
  measure(first, last);
  stretch(below, view.tops[rows.length] - view.tops[last + 1]);
  markPlace();
};

const redraw = row => {
  view.drawn.delete(row);
  draw(true);
};

const redrawAll = () => {
  view.drawn.clear();
  draw(true);
};

// ---- going about ----

const stuck = () => $('bar').offsetHeight + $('columns').offsetHeight;

const focusPlace = () => {
  const item = view.drawn.get(rows[view.row]);
  if (!item || view.editor) return;
  item.tr.cells[view.side + 1].focus({ preventScroll: true });
};

// Into sight, with a little room; a far row first to about its place, then measured.
const show = () => {
  if (view.row < view.first || view.row > view.last) {
    const body = $('body').getBoundingClientRect().top + window.scrollY;
    window.scrollTo(0, body + view.tops[view.row] - window.innerHeight / 3);
    draw(true);
  }
  const item = view.drawn.get(rows[view.row]);
  if (!item) return;
  const box = item.tr.getBoundingClientRect(), top = stuck() + 8, bottom = window.innerHeight - 48;
  if (box.top < top) window.scrollBy(0, box.top - top);
  else if (box.bottom > bottom) window.scrollBy(0, Math.min(box.bottom - bottom, box.top - top));
};

const go = (row, side = view.side) => {
  if (!rows.length) return;
  const was = view.caret && rows[view.caret.row];
  view.row = clamp(row, 0, rows.length - 1);
  view.side = clamp(side, -1, sideCount - 1);
  if (view.caret && (view.caret.row !== view.row || view.caret.side !== view.side)) {
    view.caret = null;
    if (was) redraw(was);
  }
  show();
  draw(false);
  markPlace();
  focusPlace();
};

const goDoubt = step => {
  for (let k = 1; k <= rows.length; k++) {
    const at = (view.row + step * k + rows.length * 2) % rows.length;
    if (isDoubtful(rows[at])) {
      if ((at - view.row) * step < 0) say('From the other end on.');
      return go(at, -1);
    }
  }
  say('No doubtful bead is left.');
};

// ---- figures of the head ----

const count = () => {
  const n = { approved: 0, rejected: 0, changed: 0, doubt: 0, '': 0 };
  for (const row of rows) {
    n[row.mark]++;
    if (isDoubtful(row)) n.doubt++;
  }
  return n;
};

const drawCards = () => {
  const n = count();
  const card = (value, what, className = '') => make('li', {},
    make('b', { className }, value.toLocaleString('en')), make('span', {}, what));
  $('cards').replaceChildren(
    card(rows.length, 'beads'), card(n.doubt, 'doubtful', n.doubt ? 'bad' : ''),
    card(n.approved, 'approved', 'good'), card(n.changed, 'changed'), card(n.rejected, 'rejected'));
};

const svg = (tag, attributes, ...children) => {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
};

const drawHistogram = () => {
  const BINS = 20, WIDTH = 360, BASE = 84;
  const bins = new Array(BINS).fill(0);
  for (const row of rows)
    if (!Number.isNaN(row.score)) bins[clamp(Math.floor(row.score * BINS), 0, BINS - 1)]++;
  const most = Math.max(1, ...bins);
  const step = WIDTH / BINS;
  const bars = bins.map((n, k) => svg('rect', {
    class: 'bar ' + tone((k + 0.5) / BINS), x: k * step + 1, width: step - 2,
    y: BASE - 76 * n / most, height: 76 * n / most,
  }, svg('title', {}, `${(k / BINS).toFixed(2)}: ${plural(n, 'bead', 'beads')}`)));
  const labels = [0, 0.5, 1].map(x => svg('text', { x: x * WIDTH, y: BASE + 14,
    'text-anchor': x === 0 ? 'start' : x === 1 ? 'end' : 'middle' }, String(x)));
  $('histogram').replaceChildren(
    svg('svg', { viewBox: `0 0 ${WIDTH} 102`, role: 'img', 'aria-label': 'Beads by score' },
      ...bars, svg('line', { class: 'axis', x1: 0, y1: BASE, x2: WIDTH, y2: BASE }), ...labels),
    make('figcaption', {}, `Beads by score (highest bar: ${most.toLocaleString('en')})`));
};

// ---- the strip ----

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const drawStrip = () => {
  const canvas = $('strip'), scale = window.devicePixelRatio || 1;
  const width = canvas.clientWidth, height = canvas.clientHeight;
  if (!width || !rows.length) return;
  [canvas.width, canvas.height] = [width * scale, height * scale];
  const pen = canvas.getContext('2d');
  const colours = [null, colour('--done'), colour('--accent'), colour('--fair'), colour('--bad')];
  const rank = row => isDoubtful(row) ? row.score < FAIR ? 4 : 3 :
    row.mark === 'changed' ? 2 : row.mark ? 1 : 0;
  const lines = new Uint8Array(canvas.height);
  const thick = Math.max(Math.ceil(2 * scale), Math.floor(canvas.height / rows.length) - 1);
  rows.forEach((row, k) => {
    const y = Math.floor(k * canvas.height / rows.length), r = rank(row);
    for (let d = 0; r && d < thick && y + d < lines.length; d++)
      lines[y + d] = Math.max(lines[y + d], r);
  });
  lines.forEach((r, y) => {
    if (!r) return;
    pen.fillStyle = colours[r];
    pen.fillRect(0, y, canvas.width, 1);
  });
};

const later = (work, wait) => {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, wait);
  };
};

// What follows from the rows but need not be there at once.
const drawRest = later(() => {
  drawCards();
  drawStrip();
  if (view.query) search();
}, 30);

// ---- doing ----

let unkept = false;
// At once: a browser that closes a tab runs no timer any more.
const keepNow = () => {
  unkept = !keep(view.row) && book.done.length > 0;
  const texts = [...notices];
  if (unkept) texts.push('This browser keeps nothing for this page: save before you close it.');
  $('notice').hidden = !texts.length;
  $('notice').textContent = texts.join(' ');
};

// Changed rows get a guess until they are drawn; one for one, what it was is the better one.
const spliceHeights = change => {
  if (change.remove !== change.insert.length)
    view.heights.splice(change.at, change.remove, ...change.insert.map(guess));
};

const after = (change, place = change.go, side = view.side) => {
  spliceHeights(change);
  layOut(Math.max(0, change.at));
  // what stood beside may open a document now, or no longer
  for (const k of [change.at - 1, change.at + change.insert.length]) view.drawn.delete(rows[k]);
  const was = view.caret && rows[view.caret.row];
  view.caret = null;
  if (was) view.drawn.delete(was);
  view.row = clamp(place, 0, rows.length - 1);
  draw(true);
  go(place, side);
  drawRest();
  keepNow();
};

const SAID = {
  merge: 'Merged with the next bead.', split: 'Split in two.', move: 'The segment has moved.',
  edit: 'Edited.', mark: '',
};

const act = (operation, said = SAID[operation[0]], on = 0) => {
  const change = perform(operation);
  if (typeof change === 'string') return say(change);
  book.undone.length = 0;
  after(change, change.go + on);
  say(said);
};

const setMark = value => {
  const row = rows[view.row];
  const now = row.mark === value && value === 'rejected' ? '' : value;
  const at = view.row, on = now ? 1 : 0;
  act(['mark', at, now], now ? `Bead ${at + 1} ${now}.` : `Bead ${at + 1} open again.`, on);
};

// Without a cursor: at the border of segments nearest to the middle of the longest side.
const splitPlace = row => {
  const sides = view.side >= 0 ? [view.side] : row.sides.map((_, s) => s)
    .sort((a, b) => row.sides[b].length - row.sides[a].length);
  const side = sides[0], starts = startsOf(row.sides[side], side);
  if (starts.length < 2) return null;
  const middle = textOf(row.sides[side], side).length / 2;
  const offset = starts.slice(1)
    .reduce((a, b) => Math.abs(b - middle) < Math.abs(a - middle) ? b : a);
  return [side, offset];
};

const doSplit = () => {
  const place = view.caret ? [view.caret.side, view.caret.offset] : splitPlace(rows[view.row]);
  if (!place)
    return say('Click in the text, or move the cursor with Ctrl and an arrow: it parts there.');
  act(['split', view.row, ...place]);
};

const moveSegment = step => {
  if (view.side < 0) return say('Choose a side first, with the left and right arrows.');
  act(['move', view.row, view.side, step]);
};

const undo = () => {
  const change = takeBack();
  if (!change) return say('Nothing to undo.');
  after(change, change.go);
  say(`Undone: ${change.operation[0]}.`);
};

const redo = () => {
  const operation = book.undone.pop();
  if (!operation) return say('Nothing to redo.');
  after(perform(operation));
  say(`Done again: ${operation[0]}.`);
};

// ---- the cursor within a text ----

const setCaret = (side, offset) => {
  view.caret = { row: view.row, side, offset };
  redraw(rows[view.row]);
  focusPlace();
};

const offsetAt = (cell, node, offset) => {
  const segment = (node.nodeType === 1 ? node : node.parentElement)?.closest('.segment');
  if (!segment || segment.parentElement !== cell) return null;
  const range = document.createRange();
  range.setStart(segment, 0);
  range.setEnd(node, offset);
  return Number(segment.dataset.start) + range.toString().length;
};

const caretFrom = (cell, event) => {
  if (document.caretPositionFromPoint) {
    const place = document.caretPositionFromPoint(event.clientX, event.clientY);
    return place ? offsetAt(cell, place.offsetNode, place.offset) : null;
  }
  const range = document.caretRangeFromPoint?.(event.clientX, event.clientY);
  return range ? offsetAt(cell, range.startContainer, range.startOffset) : null;
};

const wordBorders = (text, lang) => {
  try {
    const words = new Intl.Segmenter(lang, { granularity: 'word' });
    return [...words.segment(text)].filter(w => w.isWordLike).map(w => w.index).concat(text.length);
  } catch {
    return [...text.matchAll(/\S+/g)].map(m => m.index).concat(text.length);
  }
};

const moveCaret = step => {
  if (view.side < 0) view.side = 0;
  const text = textOf(rows[view.row].sides[view.side], view.side);
  const borders = wordBorders(text, langs[view.side]);
  const now = view.caret ? view.caret.offset : 0;
  const next = step > 0 ? borders.find(b => b > now) : borders.filter(b => b < now).pop();
  setCaret(view.side, next ?? (step > 0 ? text.length : 0));
  markPlace();
};

// ---- editing in place ----

const endEdit = keepIt => {
  const editor = view.editor;
  if (!editor) return;
  view.editor = null;
  const value = editor.area.value;
  redraw(rows[editor.row]);
  if (keepIt && value !== editor.was)
    act(['edit', editor.row, editor.side,
      value.split('\n').map(line => line.replace(/\t/g, ' ').trim()).filter(line => line !== '')]);
  else focusPlace();
};

const fit = area => {
  area.style.setProperty('height', 'auto');
  area.style.setProperty('height', area.scrollHeight + 2 + 'px');
};

const beginEdit = () => {
  if (!rows.length) return;
  if (view.side < 0) go(view.row, 0);
  const { row, side } = view, pieces = rows[row].sides[side];
  const cell = view.drawn.get(rows[row]).tr.cells[side + 1];
  const area = make('textarea', { lang: langs[side], spellcheck: true, ariaLabel:
    `Text of bead ${row + 1}, ${langs[side]}; a line a segment` });
  area.value = pieces.map(p => p.text).join('\n');
  view.editor = { row, side, area, was: area.value };
  cell.replaceChildren(area);
  fit(area);
  area.addEventListener('input', () => fit(area));
  area.addEventListener('blur', () => endEdit(true));
  area.focus();
  say('Editing: Enter keeps, Escape leaves it as it was.');
};

const editKey = event => {
  if (event.key === 'Escape') endEdit(false);
  else if (event.key === 'Enter' && !event.shiftKey && !event.altKey && !event.isComposing)
    endEdit(true);
  else return;
  event.preventDefault();
};

// ---- search ----

function search() {
  view.hits = [];
  if (view.query)
    rows.forEach((row, k) => {
      if (row.sides.some(pieces => pieces.some(p => foldedOf(p).includes(view.query))))
        view.hits.push(k);
    });
  const at = view.hits.indexOf(view.row);
  $('found').textContent = !view.query ? '' : !view.hits.length ? 'nothing' :
    at >= 0 ? `${at + 1} of ${view.hits.length}` : `${view.hits.length}`;
}

const goHit = step => {
  if (!view.hits.length) return;
  const next = step > 0 ? view.hits.find(k => k > view.row) ?? view.hits[0] :
    view.hits.findLast(k => k < view.row) ?? view.hits[view.hits.length - 1];
  go(next, -1);
  $('find').focus();
  search();
};

const typed = () => {
  view.query = fold($('find').value);
  search();
  redrawAll();
  if (view.hits.length && !view.hits.includes(view.row)) {
    go(view.hits.find(k => k >= view.row) ?? view.hits[0], -1);
    $('find').focus();
    search();
  }
};

const findKey = event => {
  if (event.key === 'Enter') goHit(event.shiftKey ? -1 : 1);
  else if (event.key === 'Escape') {
    $('find').value = '';
    typed();
    focusPlace();
  } else return;
  event.preventDefault();
};

// ---- saving ----

const stem = () =>
  (head.name || '').replace(/^.*\//, '').replace(/(\.tsv)?(\.gz)?$/, '') || 'bitext';

const download = (name, text) => {
  const url = URL.createObjectURL(bytesOf(text));
  make('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
  say(`Saved: ${name}`);
};

const save = () => download(stem() + '.reviewed.tsv', tsvOf(rows));

const saveBeads = approved => {
  if (!rows.length || !hasIds(rows)) return say('The bitext does not number its segments.');
  const doc = docOf(rows[view.row]);
  const name = severalDocuments ? doc.replace(/[^\p{L}\p{N}._-]+/gu, '_') : stem();
  download(name + (approved ? '.approved.beads' : '.beads'), beadsOf(rows, doc, approved));
};

// ---- keys and mouse ----

const toggleInvisible = () => {
  const on = document.body.classList.toggle('invisible');
  document.querySelector('[data-do=invisible]').ariaPressed = on;
  redrawAll();
};

const DEEDS = {
  approve: () => setMark('approved'), reject: () => setMark('rejected'),
  merge: () => act(['merge', view.row]), split: doSplit, edit: beginEdit,
  up: () => moveSegment(-1), down: () => moveSegment(1), undo, redo,
  doubt: () => goDoubt(1), doubtBefore: () => goDoubt(-1),
  invisible: toggleInvisible, help: () => $('help').showModal(),
  save, beads: () => saveBeads(false), anchors: () => saveBeads(true),
  find: () => { $('find').focus(); $('find').select(); },
  above: () => go(view.row - 1), below: () => go(view.row + 1),
  upward: () => view.side < 0 ? go(view.row - 1) : moveSegment(-1),
  downward: () => view.side < 0 ? go(view.row + 1) : moveSegment(1),
  left: () => go(view.row, view.side - 1), right: () => go(view.row, view.side + 1),
  wordBack: () => moveCaret(-1), wordOn: () => moveCaret(1),
  whole: () => go(view.row, -1), first: () => go(0), last: () => go(rows.length - 1),
};

const KEYS = {
  Enter: 'approve', x: 'reject', m: 'merge', s: 'split', e: 'edit', F2: 'edit', u: 'undo', r: 'redo',
  n: 'doubt', p: 'doubtBefore', i: 'invisible', '?': 'help', w: 'save', '/': 'find',
  k: 'above', j: 'below',
  ArrowUp: 'upward', ArrowDown: 'downward', ArrowLeft: 'left', ArrowRight: 'right',
  Escape: 'whole', Home: 'first', End: 'last',
  'ctrl z': 'undo', 'ctrl y': 'redo', 'ctrl Z': 'redo', 'ctrl s': 'save',
  'ctrl ArrowLeft': 'wordBack', 'ctrl ArrowRight': 'wordOn',
};

const NEEDS_ROWS = new Set(['approve', 'reject', 'merge', 'split', 'edit', 'up', 'down', 'upward',
  'downward', 'wordBack', 'wordOn', 'doubt', 'doubtBefore']);

const perform1 = deed => {
  if (NEEDS_ROWS.has(deed) && !rows.length) return;
  DEEDS[deed]();
};

const onKey = event => {
  if ($('help').open) return;
  if (view.editor && event.target === view.editor.area) return editKey(event);
  if (event.target === $('find')) return findKey(event);
  if (event.altKey) return;
  const strong = event.ctrlKey || event.metaKey;
  const deed = KEYS[(strong ? 'ctrl ' : '') + event.key];
  if (!deed || (event.target.closest('button') && event.key === 'Enter')) return;
  event.preventDefault();
  perform1(deed);
};

const onPress = event => {
  const cell = event.target.closest('td, th');
  const tr = cell && cell.closest('tr[data-row]');
  if (!tr || event.target.closest('textarea')) return;
  const side = cell.dataset.side === undefined ? -1 : Number(cell.dataset.side);
  const offset = side >= 0 ? caretFrom(cell, event) : null;
  go(Number(tr.dataset.row), side);
  if (offset !== null && window.getSelection().isCollapsed) setCaret(side, offset);
};

const onStrip = event => {
  const canvas = $('strip');
  const at = Math.floor(event.offsetY / canvas.clientHeight * rows.length);
  // the nearest doubtful row of those that the eye sees there
  const reach = Math.ceil(rows.length * 4 / canvas.clientHeight);
  for (let d = 0; d <= reach; d++)
    for (const k of [at + d, at - d])
      if (rows[k] && isDoubtful(rows[k])) return go(k, -1);
  go(at, -1);
};

// ---- the beginning ----

const notices = [];
let severalDocuments = false;

const drawColumns = () => {
  const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' });
  const nameFor = tag => {
    try { return names.of(tag); } catch { return tag; }
  };
  const cells = [make('th', { scope: 'col' }, 'bead'),
    ...langs.map(tag => make('th', { scope: 'col' }, nameFor(tag), ' ',
      make('span', { className: 'tag' }, tag)))];
  $('columns').append(make('tr', { ariaRowIndex: 1 }, ...cells));
};

const drawTop = () => {
  const documents = new Set(rows.map(docOf));
  severalDocuments = documents.size > 1;
  $('title').textContent = stem();
  const about = [severalDocuments ? plural(documents.size, 'document', 'documents') :
    [...documents].filter(d => d !== stem()).join(''),
  langs.join(', '), `drogman ${head.version}`, `content ${tail.key}`];
  $('about').textContent = about.filter(Boolean).join(' · ');
  if (rows.length < tail.rows)
    notices.push(`Here are the first ${plural(rows.length, 'row', 'rows')} of ` +
      `${tail.rows.toLocaleString('en')}; dg-review --apply leaves the others as they are.`);
  $('none').hidden = rows.length > 0;
  $('beads').ariaRowCount = rows.length + 1;
};

const listen = () => {
  document.addEventListener('keydown', onKey);
  $('body').addEventListener('click', onPress);
  $('body').addEventListener('dblclick', event => {
    if (event.target.closest('td[data-side]')) beginEdit();
  });
  $('bar').addEventListener('mousedown', event => {
    if (event.target.closest('button')) event.preventDefault();
  });
  $('bar').addEventListener('click', event => {
    const button = event.target.closest('button[data-do]');
    if (button) perform1(button.dataset.do);
  });
  $('strip').addEventListener('click', onStrip);
  $('find').addEventListener('input', typed);
  window.addEventListener('scroll', () => draw(false), { passive: true });
  window.addEventListener('resize', later(() => { relay(); drawStrip(); }, 60));
  window.addEventListener('beforeprint', () => { view.printing = true; draw(true); });
  window.addEventListener('afterprint', () => { view.printing = false; draw(true); });
  window.addEventListener('pagehide', keepNow);
  window.addEventListener('beforeunload', event => { if (unkept) event.preventDefault(); });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawStrip);
  new ResizeObserver(() => document.documentElement.style.setProperty('--bar',
    $('bar').offsetHeight + 'px')).observe($('bar'));
};

const relay = () => {
  measureColumns();
  view.heights = rows.map(guess);
  layOut(0);
  draw(true);
};

const begin = () => {
  dataOf('rows').forEach((data, k) => rows.push(readRow(data, k)));
  drawColumns();
  drawTop();
  const place = restore();
  if (book.done.length)
    say(`${plural(book.done.length, 'change', 'changes')} from before, kept by this browser.`);
  relay();
  listen();
  drawCards();
  drawHistogram();
  drawStrip();
  keepNow();
  go(place, -1);
  performance.mark('rows drawn');
};

begin();
