#!/usr/bin/env python3
"""news.py DG-TEXT DIR FLOOR -- dg-text on the pages of a checkout of Scrapinghub's
article-extraction-benchmark, measured as its README describes: words are runs of word
characters, a page is its bag of four words in a row; precision and recall are means over
the pages (of those that have any on that side), F1 is made of the two means.  Title and
date line are no part of an article's body there.
"""
import collections, json, os, re, subprocess, sys

tool, where, floor = sys.argv[1], sys.argv[2], float(sys.argv[3])


def shingles(text):
    words = re.findall(r'\w+', text)
    return collections.Counter(tuple(words[i:i + 4]) for i in range(max(1, len(words) - 3)) if words)


def body(path):
    run = subprocess.run([tool, '-q', '--json', path], capture_output=True)
    if run.returncode != 0:
        return ''
    rows = json.loads(run.stdout)['paragraphs']
    return '\n'.join(r['text'] for r in rows if r['kind'] not in ('title', 'date'))


with open(os.path.join(where, 'ground-truth.json'), encoding='utf-8') as f:
    truth = json.load(f)
precision, recall, worst = [], [], []
for key in sorted(truth):
    want = shingles(truth[key].get('articleBody') or '')
    got = shingles(body(os.path.join(where, 'html', key + '.html.gz')))
    same = sum((want & got).values())
    if got:
        precision.append(same / sum(got.values()))
    if want:
        recall.append(same / sum(want.values()))
    worst.append((same / max(1, sum((want | got).values())), key))
p, r = (sum(v) / len(v) if v else 0 for v in (precision, recall))
f1 = 2 * p * r / (p + r) if p + r else 0
print(f'news {len(truth)} pages  precision {p:.3f}  recall {r:.3f}  F1 {f1:.3f}')
if os.environ.get('VERBOSE'):
    for score, key in sorted(worst)[:20]:
        print(f'  {score:.3f} {key}')
if f1 < floor:
    print(f'news: below the floor of {floor}')
    sys.exit(1)
