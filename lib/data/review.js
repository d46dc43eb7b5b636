// review.js -- search, keys, mouse, and the beginning of a review page.
'use strict';

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

// ---- keys and mouse ----

const toggleInvisible = () => {
  const on = document.body.classList.toggle('invisible');
  document.querySelector('[data-do=invisible]').ariaPressed = on;
  redrawAll();
};

const drawTheme = () => {
  $('theme').textContent = themeNow();
  drawStrip();
};

const changeTheme = () => {
  say(`Theme: ${nextTheme()}.`);
  drawTheme();
};

const DEEDS = {
  approve: () => setMark('approved'), reject: () => setMark('rejected'),
  merge: () => act(['merge', view.row]), split: doSplit, edit: beginEdit,
  up: () => moveSegment(-1), down: () => moveSegment(1), undo, redo,
  doubt: () => goDoubt(1), doubtBefore: () => goDoubt(-1),
  invisible: toggleInvisible, theme: changeTheme, help: () => $('help').showModal(),
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
  n: 'doubt', p: 'doubtBefore', i: 'invisible', t: 'theme', '?': 'help', w: 'save', '/': 'find',
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
  // the row may be drawn anew between two clicks, and no dblclick comes then
  if (event.detail > 1 && side >= 0) return beginEdit();
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
  drawTheme();
  keepNow();
  go(place, -1);
  performance.mark('rows drawn');
};

begin();
