#!/bin/sh
# pair.sh -- dg-pair on piles of near-duplicate statements, one page a file under names that
# mean nothing; twins (another guest, the same day), updated versions, orphans.  The piles
# are made by a program outside the project; without it: skipped.
# The piles of "another bank" have the sentences of bank2/, which dg-pair was not made with.
# Confidence is asked, too: of the pairs told with so much, how many are right (ECE: the mean
# distance of the two, Naeini et al. 2015); a second run must print the same bytes; and
# `drogman build` must read the manifest.
# The bound of the first piles is about .982 / .980 / .980 (fr-en, zh-en, fr-zh): every seventh
# updated version changed in nothing that two of its pages show.
set -u
here=$(cd "$(dirname "$0")/../.." && pwd)
BIN=$(cd "${BIN:-$here/build/bin}" && pwd)
gold=${GOLD:-$here/../shared/gold}/pair
[ -d "$gold" ] || gold=$here/../../shared/gold/pair
[ -f "$gold/make_pile.py" ] && command -v python3 >/dev/null || { echo "pair: skipped (no piles)"; exit 0; }
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
# piles of `held` were not looked at while the weights were chosen
piles="look:200:11 look:200:12 look:200:13 look:1000:21 held:200:31 held:200:32 held:1000:41 held:1000:42
	bank2:200:51 bank2:200:52 bank2:1000:53"
# make_pile SET DIR N SEED: with the bank of the set
make_pile() {
	case $1 in bank2) bank=$here/tests/quality/bank2 ;; *) bank=$gold ;; esac
	PYTHONDONTWRITEBYTECODE=1 python3 -c 'import runpy, sys
sys.path.insert(0, sys.argv[1]); make = sys.argv[2]; sys.argv[:3] = [make]
runpy.run_path(make, run_name="__main__")' "$bank" "$gold/make_pile.py" "$2" "$3" "$4"
}
for p in $piles; do
	IFS=: read -r set n seed <<P
$p
P
	make_pile "$set" "$d/$set-$n-$seed" "$n" "$seed" || exit 2
	"$BIN/dg-pair" -q -l fr,zh,en -o "$d/$set-$n-$seed.tsv" "$d/$set-$n-$seed" || exit 2
done
python3 - "$d" <<'P'
import glob, os, sys
bad = 0
# F1 of a pair of languages over all piles of a set; recall on twins, and on updates, with
# the versions that they were made of
floors = {'fr-en': .970, 'zh-en': .965, 'fr-zh': .965, 'twin': .99, 'update': .80}
names = {'look': 'seen', 'held': 'held aside', 'bank2': 'another bank'}
langs = ('fr', 'zh', 'en')
told = []	# of the pairs not looked at: confidence, right
for part in names:
    hit = {}; got_n = {}; want_n = {}
    for pile in sorted(glob.glob(f'{sys.argv[1]}/{part}-*[0-9]')):
        gold = [l.rstrip('\n').split('\t') for l in open(pile + '/gold.tsv')]
        cells = [l.rstrip('\n').split('\t') for l in open(pile + '.tsv')][1:]
        rows = [c[1:4] for c in cells]
        sure = [float(c[4]) for c in cells]
        rows = [[c if c == '-' else os.path.relpath(c, pile) for c in r] for r in rows]
        if part != 'look':
            group = {c: g[0] for g in gold for c in g[1:4] if c != '-'}
            for r, s in zip(rows, sure):
                told.append((s, len({group[c] for c in r if c != '-'}) == 1))
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
    print(f'{names[part]}: F1', ', '.join(line[:3]) + '; recall', ', '.join(line[3:]))
print('documents not looked at, by confidence:')
ece = 0
for low, high in ((0, .35), (.35, .5), (.5, .7), (.7, .9), (.9, .99), (.99, 1.01)):
    bin = [(s, ok) for s, ok in told if low <= s < high]
    if bin:
        mean, right = sum(s for s, _ in bin) / len(bin), sum(ok for _, ok in bin) / len(bin)
        ece += abs(mean - right) * len(bin) / len(told)
        print(f'  {low:.2f} to {min(high, 1):.2f}: {len(bin):5d}, mean {mean:.3f}, right {right:.3f}')
print(f'  ECE {ece:.4f} (at most .02)')
if ece > .02:
    bad = 1
sys.exit(bad)
P
bad=$?
"$BIN/dg-pair" -q -l fr,zh,en -o "$d/again.tsv" "$d/bank2-200-51" || exit 2
cmp -s "$d/again.tsv" "$d/bank2-200-51.tsv" || { echo "a second run prints other bytes"; bad=1; }
(cd "$d/bank2-200-51" && find . -name '*.txt' | sort >../forth && sort -r ../forth >../back
for l in forth back; do "$BIN/dg-pair" -q -l fr,zh,en "../$l" >"../$l.tsv"; done)
cmp -s "$d/forth.tsv" "$d/back.tsv" || { echo "the order of the pages changes what comes out"; bad=1; }
head -n 6 "$d/again.tsv" >"$d/few.tsv"
"$BIN/drogman" build -q -o "$d/corpus" "$d/few.tsv" || { echo "drogman build does not read the manifest"; bad=1; }
exit $bad
