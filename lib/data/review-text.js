// review-text.js -- how a row of a review page looks: text with what is odd, lacking or sought in
// it, segments, sides, scores.  Makes nodes; where they stand is told by review-table.js.
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

// Read out, and shown for a while: it stands over the text.
let sayEnd = 0;
const say = text => {
  $('status').textContent = text;
  clearTimeout(sayEnd);
  sayEnd = setTimeout(() => { $('status').textContent = ''; }, 6000);
};

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
