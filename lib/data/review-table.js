// review-table.js -- which rows of a review page are drawn, and which one is at hand: of ten
// thousand rows those in sight, between two blanks as high as the others.
'use strict';

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
