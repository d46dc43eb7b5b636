#!/bin/sh
# pair.sh -- dg-pair on piles of near-duplicate statements, one page a file under names that
# mean nothing; twins (another guest, the same day), updated versions, orphans.  The piles
# are made by a program outside the project; without it: skipped.
# The bound of these piles is about .982 / .980 / .980 (fr-en, zh-en, fr-zh): every seventh
# updated version changed in nothing that two of its pages show.
set -u
here=$(cd "$(dirname "$0")/../.." && pwd)
BIN=${BIN:-$here/build/bin}
gold=${GOLD:-$here/../shared/gold}/pair
[ -d "$gold" ] || gold=$here/../../shared/gold/pair
[ -f "$gold/make_pile.py" ] && command -v python3 >/dev/null || { echo "pair: skipped (no piles)"; exit 0; }
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
# piles of `held` were not looked at while the weights were chosen
piles="look:200:11 look:200:12 look:200:13 look:1000:21 held:200:31 held:200:32 held:1000:41 held:1000:42"
for p in $piles; do
	IFS=: read -r set n seed <<P
$p
P
	python3 "$gold/make_pile.py" "$d/$set-$n-$seed" "$n" "$seed" || exit 2
	"$BIN/dg-pair" -q -l fr,zh,en -o "$d/$set-$n-$seed.tsv" "$d/$set-$n-$seed" || exit 2
done
python3 - "$d" <<'P'
import glob, os, sys
bad = 0
# F1 of a pair of languages over all piles of a set; recall on twins, and on updates, with
# the versions that they were made of
floors = {'fr-en': .970, 'zh-en': .965, 'fr-zh': .965, 'twin': .99, 'update': .80}
langs = ('fr', 'zh', 'en')
for part in ('look', 'held'):
    hit = {}; got_n = {}; want_n = {}
    for pile in sorted(glob.glob(f'{sys.argv[1]}/{part}-*[0-9]')):
        gold = [l.rstrip('\n').split('\t') for l in open(pile + '/gold.tsv')]
        rows = [l.rstrip('\n').split('\t')[1:4] for l in open(pile + '.tsv')][1:]
        rows = [[c if c == '-' else os.path.relpath(c, pile) for c in r] for r in rows]
        kind = {}
        for g in gold:
            if g[6] != 'plain':
                k, of = g[6].split('-of-')
                kind.setdefault(g[0], set()).add(k)
                kind.setdefault(of, set()).add(k)
        for a, b in ((0, 2), (1, 2), (0, 1)):
            name = f'{langs[a]}-{langs[b]}'
            got = {r[a]: r[b] for r in rows if '-' not in (r[a], r[b])}
            got_n[name] = got_n.get(name, 0) + len(got)
            for g in gold:
                x, y = g[1 + a], g[1 + b]
                if '-' in (x, y):
                    continue
                for n in {name} | kind.get(g[0], set()):
                    want_n[n] = want_n.get(n, 0) + 1
                    hit[n] = hit.get(n, 0) + (got.get(x) == y)
    line = []
    for n, floor in floors.items():
        f = 2 * hit[n] / (got_n[n] + want_n[n]) if n in got_n else hit[n] / want_n[n]
        line.append(f'{n} {f:.3f}' + (f' ({want_n[n]})' if n not in got_n else ''))
        if f < floor:
            print(f'{part}: {n} below {floor}')
            bad = 1
    print(f'{"seen" if part == "look" else "held aside"}: F1', ', '.join(line[:3]) + '; recall', ', '.join(line[3:]))
sys.exit(bad)
P
