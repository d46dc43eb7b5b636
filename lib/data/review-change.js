// review-change.js -- what is done to the row at hand, and the way it is shown, kept and saved.
'use strict';

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
