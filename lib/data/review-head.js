// review-head.js -- what a review page tells of all its rows: counts, scores, the strip.
'use strict';

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
