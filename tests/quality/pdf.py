#!/usr/bin/env python3
"""pdf.py DG-TEXT STATEMENTS TMP -- print the statements in three layouts, read them back,
count the paragraphs that are exactly right; no-break blanks count as blanks, for a PDF has
no others.  Justified with space between paragraphs; lines moved in and no space; columns.
"""
import collections, glob, html, os, re, subprocess, sys

tool, where, tmp = sys.argv[1:4]
# exact F1 that is reached: a fall below is a failure
layouts = {
    'apart': ('body{font:11pt serif} p{margin:0 0 8pt;text-align:justify}', {'fr': .99, 'en': .98, 'zh': .95}),
    'moved in': ('body{font:11pt sans-serif;line-height:1.5} p{margin:0;text-indent:2em}',
                 {'fr': .95, 'en': .97, 'zh': .90}),
    'columns': ('body{font:10pt serif} section{columns:2;column-gap:24pt} p{margin:0 0 6pt}',
                {'fr': .86, 'en': .87, 'zh': .84}),
}


def paragraphs(path, joint):
    with open(path, encoding='utf-8') as f:
        return [joint.join(p.split('\n')) for p in f.read().strip().split('\n\n')]


def fold(s):
    return re.sub('[ \u00a0\u202f]+', ' ', s)


bad = False
for name, (css, floors) in layouts.items():
    for lang, floor in floors.items():
        gold, page = [], f'<html lang={lang}><meta charset=utf-8><style>{css} @page{{size:A4;margin:25mm}}</style>'
        for seg in sorted(glob.glob(os.path.join(where, '*', lang + '.seg'))):
            rows = paragraphs(seg, '' if lang == 'zh' else ' ')
            tags = ['h1'] + ['p'] * (len(rows) - 1)
            page += '<section>' + ''.join(f'<{t}>{html.escape(r)}</{t}>' for t, r in zip(tags, rows)) + '</section>'
            gold += map(fold, rows)
        base = os.path.join(tmp, f'{lang}-{name[0]}')
        with open(base + '.html', 'w', encoding='utf-8') as f:
            f.write(page)
        subprocess.run(['chromium', '--headless', '--no-sandbox', '--disable-gpu', '--no-pdf-header-footer',
                        f'--print-to-pdf={base}.pdf', base + '.html'], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        run = subprocess.run([tool, '-q', base + '.pdf'], capture_output=True, text=True)
        got = [fold(x) for x in run.stdout.split('\n') if x]
        same = sum((collections.Counter(gold) & collections.Counter(got)).values())
        f1 = 2 * same / (len(gold) + len(got))
        bad |= f1 < floor
        print(f'pdf {name:9} {lang}  paragraphs {f1:.3f}{"  below the floor" if f1 < floor else ""}')
sys.exit(bad)
