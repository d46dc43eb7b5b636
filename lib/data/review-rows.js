// review-rows.js -- the bitext of a review page: rows, what can be done to them, the way
// back, and what is saved.  Knows nothing of the screen.
'use strict';

const dataOf = id => JSON.parse(document.getElementById(id).textContent);
const head = dataOf('head'), tail = dataOf('tail');
const langs = head.columns.slice(head.first, head.first + head.sides);
const sideCount = head.sides;
const reviewedColumn = head.columns.indexOf('reviewed');
const MARKS = new Set(['approved', 'rejected', 'changed']);
const GOOD = 0.8, FAIR = 0.5;

// ---- rows ----
//
// A row and its pieces never change: an operation makes new ones, so that the old ones are
// the way back.  A piece is a segment or, once cut by hand, a part of one; `glue` is what
// stood between it and the piece before where that is not the language's joint.  `from` and `to` are
// the rows of the bitext, from 1, in whose place a row stands.

const idsOf = (bead, side) => {
  if (!/^\[[\d, ]*\](:\[[\d, ]*\])+$/.test(bead)) return null;
  return (bead.split(':')[side].match(/\d+/g) || []).map(Number);
};

const marksWithin = (lacks, start, end) => {
  const found = [];
  for (let k = 0; lacks && k < lacks.length; k += 4)
    if (lacks[k] >= start && lacks[k + 1] <= end)
      found.push({
        from: lacks[k] - start, to: lacks[k + 1] - start, sides: lacks[k + 2], x: lacks[k + 3],
      });
  return found;
};

const readSide = (text, cuts, lacks, ids, side) => {
  if (!text && !(ids && ids.length)) return [];
  const starts = [0], ends = [];
  for (let k = 0; cuts && k < cuts.length; k += 2) {
    ends.push(cuts[k]);
    starts.push(cuts[k + 1]);
  }
  ends.push(text.length);
  const each = ids && ids.length === starts.length;
  return starts.map((start, k) => {
    const between = k ? text.slice(ends[k - 1], start) : null;
    return {
      text: text.slice(start, ends[k]),
      glue: between === head.joints[side] ? null : between,
      ids: each ? [ids[k]] : ids,
      lacks: marksWithin(lacks, start, ends[k]),
    };
  });
};

const readRow = ([cells, cuts, lacks], index) => {
  const bead = head.bead < 0 ? '' : cells[head.bead];
  const mark = reviewedColumn < 0 ? '' : cells[reviewedColumn];
  return {
    cells, from: index + 1, to: index + 1, touched: false, renewed: false,
    mark: MARKS.has(mark) ? mark : '',
    score: head.score < 0 || cells[head.score] === '' ? NaN : Number(cells[head.score]),
    sides: langs.map((_, s) =>
      readSide(cells[head.first + s], cuts[s], lacks[s], idsOf(bead, s), s)),
  };
};

const docOf = row => head.doc < 0 ? '' : row.cells[head.doc];

const textOf = (pieces, side) =>
  pieces.map((p, k) => (k ? p.glue ?? head.joints[side] : '') + p.text).join('');

// Where each piece begins in the text of its cell.
const startsOf = (pieces, side) => {
  let at = 0;
  return pieces.map((p, k) => {
    at += k ? (p.glue ?? head.joints[side]).length : 0;
    const start = at;
    at += p.text.length;
    return start;
  });
};

// After a change, what one side lacked may stand in another: figures meet by their value.
const lacksOf = (row, side) => {
  const own = row.sides[side].flatMap((p, k) => p.lacks.map(l => ({ ...l, piece: k })));
  if (!row.renewed) return own;
  const others = row.sides.map((pieces, s) =>
    s === side ? null : pieces.flatMap(p => p.lacks.map(l => l.x)));
  return own.filter(l => {
    if (l.x === 0) return false;
    let lacking = false;
    others.forEach((values, s) => {
      if (!values || !(l.sides >> s & 1) || !row.sides[s].length) return;
      const at = values.indexOf(l.x);
      if (at >= 0) values.splice(at, 1);
      else lacking = true;
    });
    return lacking;
  });
};

const lacksFigures = row => row.sides.some((_, s) => lacksOf(row, s).some(l => l.x !== 0));

const judge = row => row.mark === '' ? row.score < GOOD || lacksFigures(row) :
  row.mark === 'changed' && lacksFigures(row);

const judged = new WeakMap();
const isDoubtful = row => {
  if (!judged.has(row)) judged.set(row, judge(row));
  return judged.get(row);
};

// ---- operations ----
//
// Each takes the rows and its arguments and gives { at, remove, insert, go } or, where there
// is nothing to do, a sentence that says why.

const least = (a, b) => Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.min(a, b);

const renew = (row, change) =>
  ({ ...row, touched: true, renewed: true, mark: 'changed', ...change });

const isEmpty = row => row.sides.every(pieces => !pieces.length);

const merge = (rows, at) => {
  const a = rows[at], b = rows[at + 1];
  if (!b || docOf(a) !== docOf(b)) return 'There is no next bead in this document.';
  const cells = a.cells.map((cell, c) => cell === '' ? b.cells[c] : cell);
  const sides = a.sides.map((pieces, s) => pieces.concat(b.sides[s]));
  const row = renew(a, { cells, sides, to: b.to, score: least(a.score, b.score) });
  return { at, remove: 2, insert: [row], go: at };
};

// The pieces before and behind an offset of the cell's text.
const cutPieces = (pieces, side, offset) => {
  const starts = startsOf(pieces, side), before = [], behind = [];
  pieces.forEach((p, k) => {
    const inside = offset - starts[k];
    if (inside >= p.text.length) before.push(p);
    else if (inside <= 0) behind.push(p);
    else for (const [half, to] of cutPiece(p, inside)) (to ? behind : before).push(half);
  });
  return [before, behind];
};

// A blank at the place of the cut joins the halves when they come together again.
const cutPiece = (p, at) => {
  const left = p.text.slice(0, at), right = p.text.slice(at);
  const glue = left.match(/[ \u3000]*$/)[0] + right.match(/^[ \u3000]*/)[0];
  const head = left.replace(/[ \u3000]+$/, ''), rest = right.replace(/^[ \u3000]+/, '');
  if (!head || !rest) return [[p, rest ? 1 : 0]];
  const from = head.length + glue.length;
  const within = (low, high) => p.lacks.filter(l => l.from >= low && l.to <= high)
    .map(l => ({ ...l, from: l.from - low, to: l.to - low }));
  return [
    [{ ...p, text: head, lacks: within(0, head.length) }, 0],
    [{ ...p, text: rest, glue, lacks: within(from, p.text.length) }, 1],
  ];
};

// The border between pieces that is nearest to a share of the text.
const nearestBorder = (pieces, share) => {
  const total = pieces.reduce((n, p) => n + p.text.length, 0) || 1;
  let best = 0, sum = 0, least = share;
  pieces.forEach((p, k) => {
    sum += p.text.length;
    const off = Math.abs(sum / total - share);
    if (off < least) [best, least] = [k + 1, off];
  });
  return best;
};

const split = (rows, at, side, offset) => {
  const row = rows[at], total = textOf(row.sides[side], side).length;
  const lead = cutPieces(row.sides[side], side, offset);
  if (!lead[0].length || !lead[1].length) return 'There is nothing to part at this place.';
  const parts = row.sides.map((pieces, s) => {
    if (s === side) return lead;
    const border = nearestBorder(pieces, offset / total);
    return [pieces.slice(0, border), pieces.slice(border)];
  });
  const insert = [0, 1].map(k => renew(row, { sides: parts.map(p => p[k]) }));
  return { at, remove: 1, insert, go: at };
};

const move = (rows, at, side, step) => {
  const row = rows[at], other = rows[at + step], pieces = row.sides[side];
  if (!pieces.length) return 'This side of the bead is empty.';
  if (!other || docOf(other) !== docOf(row)) return 'There is no bead to move it to.';
  const piece = step < 0 ? pieces[0] : pieces[pieces.length - 1];
  const left = step < 0 ? pieces.slice(1) : pieces.slice(0, -1);
  const joined = step < 0 ? [...other.sides[side], piece] : [piece, ...other.sides[side]];
  const range = { from: Math.min(row.from, other.from), to: Math.max(row.to, other.to) };
  const put = (r, list) =>
    renew(r, { ...range, sides: r.sides.map((p, s) => s === side ? list : p) });
  const now = [put(row, left), put(other, joined)];
  const insert = (step < 0 ? [now[1], now[0]] : now).filter(r => !isEmpty(r));
  const first = step < 0 ? at - 1 : at;
  return { at: first, remove: 2, insert, go: first + insert.indexOf(now[1]) };
};

const mark = (rows, at, value) => {
  const row = rows[at];
  return { at, remove: 1, insert: [{ ...row, touched: true, mark: value }], go: at };
};

// New lines against the pieces that were: equal ones at both ends stay as they are; what lies
// between shares its segments.
const edit = (rows, at, side, lines) => {
  const row = rows[at], old = row.sides[side];
  const same = (a, b) => a !== undefined && b !== undefined && a.text === b;
  let low = 0, high = 0;
  while (low < old.length && same(old[low], lines[low])) low++;
  while (high < Math.min(old.length, lines.length) - low &&
      same(old[old.length - 1 - high], lines[lines.length - 1 - high])) high++;
  const between = old.slice(low, old.length - high);
  const texts = lines.slice(low, lines.length - high);
  if (!between.length && !texts.length) return 'Nothing has changed.';
  const ids = between.some(p => !p.ids) ? null : between.flatMap(p => p.ids);
  const one = between.length === texts.length;
  const fresh = texts.map((text, k) => one ? { ...between[k], text, lacks: [] } :
    { text, glue: null, ids, lacks: [] });
  // what is taken out wholly leaves its numbers, so that beads hold every segment
  if (!fresh.length && ids && ids.length)
    fresh.push({ text: '', glue: '', ids, lacks: [] });
  const list = [...old.slice(0, low), ...fresh, ...old.slice(old.length - high)];
  const sides = row.sides.map((pieces, s) => s === side ? list : pieces);
  return { at, remove: 1, insert: [renew(row, { sides })], go: at };
};

const OPERATIONS = { merge, split, move, mark, edit };

// ---- the way back ----

const book = { rows: [], done: [], undone: [] };

const perform = operation => {
  const [name, at, ...args] = operation;
  if (!book.rows[at] || !OPERATIONS[name]) return 'There is no such bead.';
  const change = OPERATIONS[name](book.rows, at, ...args);
  if (typeof change === 'string') return change;
  const removed = book.rows.splice(change.at, change.remove, ...change.insert);
  book.done.push({ operation, at: change.at, insert: change.insert, removed, go: change.go });
  return change;
};

const takeBack = () => {
  const last = book.done.pop();
  if (!last) return null;
  book.rows.splice(last.at, last.insert.length, ...last.removed);
  book.undone.push(last.operation);
  return { at: last.at, remove: last.insert.length, insert: last.removed,
    go: last.operation[1], operation: last.operation };
};

// ---- what the browser keeps ----

// A page of some of the rows is another one than that of all.
const storageKey = () => `drogman-review ${tail.key} ${tail.shown}`;

const keep = place => {
  try {
    localStorage.setItem(storageKey(),
      JSON.stringify({ done: book.done.map(d => d.operation), place }));
    return true;
  } catch {
    return false;
  }
};

const restore = () => {
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(storageKey()));
  } catch { /* nothing is kept */ }
  if (!kept || !Array.isArray(kept.done)) return 0;
  for (const operation of kept.done)
    if (typeof perform(operation) === 'string') break;
  return kept.place || 0;
};

// ---- what is saved ----

const beadOf = row => {
  const known = row.sides.every(pieces => pieces.every(p => p.ids));
  if (!known) return row.sides.map(pieces => pieces.length).join('-');
  return row.sides.map(pieces => {
    const ids = [...new Set(pieces.flatMap(p => p.ids))].sort((a, b) => a - b);
    return '[' + ids.join(', ') + ']';
  }).join(':');
};

const scoreOf = row => row.mark === 'approved' ? '1.0000' : row.mark === 'rejected' ? '0.0000' :
  Number.isNaN(row.score) ? '' : row.score.toFixed(4);

const cellsOf = row => {
  const cells = row.cells.slice();
  if (row.touched) {
    if (row.renewed) {
      row.sides.forEach((pieces, s) => { cells[head.first + s] = textOf(pieces, s); });
      if (head.bead >= 0) cells[head.bead] = beadOf(row);
    }
    if (head.score >= 0) cells[head.score] = scoreOf(row);
  }
  return cells;
};

// Runs of rows that stand together in the place of some rows of the bitext.
const places = rows => {
  const list = [];
  for (const row of rows) {
    const last = list[list.length - 1];
    if (last && row.from <= last.to) {
      last.rows.push(row);
      last.to = Math.max(last.to, row.to);
    } else {
      list.push({ from: row.from, to: row.to, rows: [row] });
    }
  }
  return list;
};

const tsvOf = rows => {
  const extra = ['reviewed', 'origin'].filter(name => !head.columns.includes(name));
  const columns = [...head.columns, ...extra];
  const lines = [columns.join('\t')];
  for (const place of places(rows))
    place.rows.forEach((row, k) => {
      const cells = [...cellsOf(row), ...extra.map(() => '')];
      cells[columns.indexOf('reviewed')] = row.mark;
      cells[columns.indexOf('origin')] =
        `${tail.key}:${place.from}-${place.to}:${k + 1}/${place.rows.length}`;
      lines.push(cells.join('\t'));
    });
  return lines.join('\n') + '\n';
};

const sharesSegment = (a, b) => a.some((ids, s) => ids.some(id => b[s].includes(id)));

// Of each side, the segments that stand in more than one row.
const sharedIds = rows => langs.map((_, s) => {
  const seen = new Set(), shared = new Set();
  for (const row of rows)
    for (const id of new Set(row.sides[s].flatMap(p => p.ids)))
      (seen.has(id) ? shared : seen).add(id);
  return shared;
});

const beadLine = sides => sides.map(ids =>
  '[' + [...new Set(ids)].sort((x, y) => x - y).join(', ') + ']').join(':');

// The beads of one document: each segment in one bead, rejected beads as segments alone.  Beads
// that share a segment which was cut are one.  `approved`: those alone that
// share none and say what translates what.
const beadsOf = (rows, doc, approved) => {
  const own = rows.filter(row => docOf(row) === doc), list = [];
  const shared = approved ? sharedIds(own) : null;
  for (const row of own) {
    const sides = row.sides.map(pieces => pieces.flatMap(p => p.ids));
    if (approved && (row.mark !== 'approved' || sides.filter(ids => ids.length).length < 2 ||
        sides.some((ids, s) => ids.some(id => shared[s].has(id))))) continue;
    if (row.mark === 'rejected')
      sides.forEach((ids, s) => ids.forEach(id =>
        list.push(sides.map((_, o) => o === s ? [id] : []))));
    else if (list.length && sharesSegment(list[list.length - 1], sides))
      list[list.length - 1] = list[list.length - 1].map((ids, s) => ids.concat(sides[s]));
    else
      list.push(sides);
  }
  return list.map(beadLine).join('\n') + (list.length ? '\n' : '');
};

const hasIds = rows => rows.every(row => row.sides.every(pieces => pieces.every(p => p.ids)));

// UTF-8, and of a byte that was none (U+DC80 to U+DCFF, alone) the byte.
const bytesOf = text => {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(/[\u{dc80}-\u{dcff}]/gu)) {
    parts.push(text.slice(at, found.index), new Uint8Array([found[0].charCodeAt(0) - 0xdc00]));
    at = found.index + 1;
  }
  parts.push(text.slice(at));
  return new Blob(parts, { type: 'application/octet-stream' });
};
