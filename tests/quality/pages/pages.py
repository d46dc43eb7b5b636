#!/usr/bin/env python3
"""pages.py BIN DIR... -- paragraphs, titles and dates of the pages below each DIR.

A .page file is a page with its gold in it: `[[…]]` stands around each paragraph of
the statement, `[[T …]]` around the title and `[[D 2019-05-21|…]]` around the date line.
`{{body TEXT p=<p>% h=<h3>%…}}` puts a text of texts.txt there, each kind of paragraph in
the frame given (`%` is the paragraph, a second one what stands behind `|`; no frame: the
kind is left out; Z is of the page, not of the statement), `{{title TEXT}}` the bare title.  The first line names language and encoding (`said` is what the page declares).
"""
import collections, html, os, re, subprocess, sys, tempfile, textwrap, unicodedata, json

here = os.path.dirname(os.path.abspath(__file__))


def texts():
    out, rows = {}, None
    for line in open(os.path.join(here, 'texts.txt'), encoding='utf-8'):
        line = line.rstrip('\n')
        if line.startswith('@ '):
            rows = out.setdefault(line[2:], [])
        elif line and line[0] != '#':
            rows.append((line[0], line[2:]))
    return out


def wide(c):
    return unicodedata.east_asian_width(c) in 'WF'


def wrap(s, width):
    if not any(wide(c) for c in s):
        return textwrap.fill(s, width, break_on_hyphens=False)
    lines, n = [''], 0
    for c in s:
        if n >= width and c not in '，。”；：、！？）':
            lines.append('')
            n = 0
        lines[-1] += c
        n += 1 + wide(c)
    return '\n'.join(lines)


def expand(page, lang, known):
    def body(m):
        name, rest = m.group(1), m.group(2)
        frames = dict(f.split('=', 1) for f in re.findall(r'\w=(?:(?!\s\w=).)*', rest, re.S))
        out = []
        for kind, s in known[lang + ' ' + name]:
            if kind not in frames or kind == 'T':
                continue
            frame = frames[kind].replace('\\n', '\n')
            if kind == 'Z':
                out.append(frame.replace('%', s))
                continue
            if '%w' in frame:
                s = wrap(s, 72)
                frame = frame.replace('%w', '%')
            s = s.replace('&', '&amp;')
            for part in s.split('|') if frame.count('%') > 1 else [s]:
                frame = frame.replace('%', '[[' + part + ']]', 1)
            out.append(frame)
        return '\n'.join(out)
    title = lambda m: next(s for k, s in known[lang + ' ' + m.group(1)] if k == 'T')
    page = re.sub(r'\{\{title (\w+)\}\}', title, page)
    return re.sub(r'\{\{body (\w+) (.*?)\}\}', body, page, flags=re.S)


def bare(s):
    s = html.unescape(re.sub(r'<[^>]*>', '', re.sub(r'<br ?/?>', '\u2028', s)))
    s = re.sub(r'[ \t\n\r]+', lambda m: '' if wide(s[m.start() - 1]) and '\n' in m.group() and
               wide(s[min(m.end(), len(s) - 1)]) else ' ', s)
    return s.strip(' \u3000\u2028')


def load(path, known):
    head, page = open(path, encoding='utf-8').read().split('\n', 1)
    conf = dict(x.split('=') for x in head.split())
    page = expand(page, conf['lang'], known)
    gold, title, date = [], None, None
    for m in re.finditer(r'\[\[(.*?)\]\](?!\])', page, re.S):
        s = m.group(1)
        if s.startswith('T '):
            title = bare(s[2:])
        elif s.startswith('D '):
            date = s[2:].split('|', 1)[0]
        gold.append(bare(re.sub(r'^(T |D [^|]*\|)', '', s)))
    gold = [g for g in gold if g]
    page = re.sub(r'\[\[(T |D [^|]*\|)?|\]\](?!\])', '', page)
    codec = conf.get('codec', 'utf-8')
    return conf, page.encode(codec, 'xmlcharrefreplace'), gold, title, date


def words(rows):
    return collections.Counter(re.findall(r'[^\W_]+', re.sub(r'([\u3400-\u9fff])', r' \1 ', ' '.join(rows))))


def f1(same, a, b):
    return 2 * same / (a + b) if a + b else 1


class Sum:
    def __init__(self):
        self.par, self.word = [0, 0, 0], [0, 0, 0]
        self.pages = self.title = self.date = self.dated = self.junk = 0

    def add(self, gold, got, title, date, meta):
        a, b = collections.Counter(gold), collections.Counter(got)
        for row, x, y in (self.par, a, b), (self.word, words(gold), words(got)):
            row[0] += sum((x & y).values())
            row[1] += sum(x.values())
            row[2] += sum(y.values())
        whole = ' '.join(gold)
        self.pages += 1
        self.title += meta.get('title') == title
        self.dated += date is not None
        self.date += date is not None and meta.get('date') == date
        self.junk += sum(1 for g in got if g not in whole and not any(w in g for w in gold if len(w) > 5))

    def line(self):
        return (f'paragraphs {f1(*self.par):.4f}  words {f1(*self.word):.4f}  title {self.title}/{self.pages}'
                f'  date {self.date}/{self.dated}  junk lines {self.junk}')


def main():
    binary, dirs = sys.argv[1], [a for a in sys.argv[2:] if not a.startswith('-')]
    known, bad = texts(), 0
    for d in dirs:
        sums = collections.defaultdict(Sum)
        for name in sorted(os.listdir(d)):
            if not name.endswith('.page'):
                continue
            conf, page, gold, title, date = load(os.path.join(d, name), known)
            with tempfile.TemporaryDirectory() as t:
                open(t + '/page', 'wb').write(page)
                if '--keep' in sys.argv:
                    open('/tmp/' + name[:-5] + '.html', 'wb').write(page)
                run = subprocess.run([binary + '/dg-text', '-m', t + '/meta', t + '/page'], capture_output=True)
                meta = json.load(open(t + '/meta')) if run.returncode == 0 else {}
            got = [g for g in run.stdout.decode().split('\n') if g]
            for key in conf['lang'], 'all':
                sums[key].add(gold, got, title, date, meta)
            if '-v' in sys.argv and (gold != got or meta.get('title') != title or (date and meta.get('date') != date)):
                print('--', name, meta.get('title') == title, meta.get('date'), run.stderr.decode().strip())
                for g in got:
                    if g not in gold:
                        print('   +', g[:110])
                for g in gold:
                    if g not in got:
                        print('   -', g[:110])
        for key in sorted(sums):
            print(f'{os.path.basename(os.path.normpath(d)):8} {key:4} {sums[key].line()}')


main()
