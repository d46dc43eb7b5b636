#!/usr/bin/env python3
"""Fit the weights of lib/data/clean.tsv: what lengths and words tell of two texts.

usage: clean_fit.py GOLD_DIR DG_CLEAN [LEXICON ...] > lib/data/clean.tsv
GOLD_DIR holds dev.A-B.tsv: id, document, text, text, label, note.  Documents whose CRC is even are
fitted on, the others are left for tests/quality/clean.sh to look at.  Logistic regression
by Newton's method with a small L2 penalty, a doubt each; then a shift a pair of languages, for
lexicons know some pairs better than others: so many good rows are doubted in each.
The same figures every time.
"""
import math
import pathlib
import subprocess
import sys
import zlib

GOOD = {"clean", "twin_keep", "allcaps", "name_changed", "negation_dropped", "dup_exact", "dup_near"}
DOUBTS = {"words": {"misaligned_1", "random"}, "truncated": {"truncated"}, "glued": {"glued"}}
STEPS, PENALTY = 9, 2e-4
DOUBTED = 0.005	# of the good rows, by each doubt
BLEND = 0.75	# of what a pair alone would have, the rest from all of them


def measures(path, tool, lexicon):
    """-> (label, measures) of the rows of one file that are fitted on"""
    pair = path.name.split(".")[1].split("-")
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    table = "\t".join(["row", "doc", *pair]) + "\n" + "".join("\t".join(r[:4]) + "\n" for r in rows)
    out = subprocess.run([tool, "-q", "--measures", *(["-x", lexicon] if lexicon else [])], input=table.encode(),
                         stdout=subprocess.PIPE, check=True).stdout.decode()
    for line in out.splitlines():
        cells = line.split("\t")
        row = rows[int(cells[0]) - 2]
        if zlib.crc32(row[1].encode()) % 2 == 0:
            yield row[4], [float(x) for x in cells[3:]]


def solve(a):
    """the solution of the linear equations whose rows are those of `a`, the right side last"""
    n = len(a)
    for c in range(n):
        m = max(range(c, n), key=lambda r: abs(a[r][c]))
        a[c], a[m] = a[m], a[c]
        for r in range(n):
            if r != c and a[r][c]:
                f = a[r][c] / a[c][c]
                a[r] = [u - f * v for u, v in zip(a[r], a[c])]
    return [a[r][n] / a[r][r] for r in range(n)]


def dot(w, x):
    return sum(a * b for a, b in zip(w, x))


def fit(rows):
    n, k = len(rows), len(rows[0][1])
    w = [0.0] * k
    for _ in range(STEPS):
        a = [[(PENALTY if r else 1e-9) * (r == c) for c in range(k)] + [PENALTY * w[r] * (r > 0)] for r in range(k)]
        for y, x in rows:
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, dot(w, x)))))
            q, e = p * (1 - p) / n, (p - y) / n
            for r in range(k):
                row, v = a[r], q * x[r]
                for c in range(k):
                    row[c] += v * x[c]
                row[k] += e * x[r]
        w = [u - v for u, v in zip(w, solve(a))]
    return w


def offset(scores):
    """what is to be added to the scores of rows, bad and good, to be likeliest"""
    x = 0.0
    for _ in range(30):
        p = [1 / (1 + math.exp(-max(-30.0, min(30.0, s + x)))) for _, s in scores]
        x -= sum(q - y for q, (y, _) in zip(p, scores)) / (sum(q * (1 - q) for q in p) + 1e-6)
    return x


def shifts(w, by_pair):
    """of each pair, and a level for all at which few good rows are doubted"""
    scores = {pair: [(y, dot(w, x)) for y, x in rows] for pair, rows in by_pair.items()}
    at = {pair: BLEND * offset(rows) for pair, rows in scores.items()}
    good = sorted((s + at[pair] for pair, rows in scores.items() for y, s in rows if not y), reverse=True)
    return {pair: x - good[int(DOUBTED * len(good))] for pair, x in at.items()}


def main(argv):
    paths = sorted(pathlib.Path(argv[1]).glob("dev.*.tsv"))
    data = {(path.name.split(".")[1], lexicon): list(measures(path, argv[2], lexicon))
            for path in paths for lexicon in argv[3:] or [None]}
    print("# Weights of the doubts of dg-clean: a logistic of the measures that `dg-clean --measures` prints.")
    print("# Fitted by tests/quality/clean_fit.py on one half (by document) of rows damaged on purpose.")
    print("# one\tlength\twhole\tfirst half\tsecond half\tof the other, first\tsecond\tchance")
    weights = {}
    for doubt, bad in DOUBTS.items():
        rows = [(float(label in bad), x) for part in data.values() for label, x in part if label in bad or label in GOOD]
        weights[doubt] = fit(rows)
        print(doubt, *("%.3f" % x for x in weights[doubt]), sep="\t")
    moved = []
    for doubt, bad in DOUBTS.items():
        by_pair = {}
        for (pair, _), part in data.items():
            by_pair.setdefault(pair, []).extend((float(label in bad), x) for label, x in part
                                                if label in bad or label in GOOD)
        moved.append(shifts(weights[doubt], by_pair))
    table = {pair: [m[pair] for m in moved] for pair in sorted(moved[0])}
    mean = [sum(s) / len(table) for s in zip(*table.values())]
    print("# shift\tof a pair of languages\t" + "\t".join(DOUBTS) + "; the last line that fits counts")
    for pair, s in [("*-*", mean), *table.items()]:
        print("shift", *pair.split("-"), *("%.3f" % x for x in s), sep="\t")


if __name__ == "__main__":
    main(sys.argv)
