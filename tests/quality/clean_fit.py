#!/usr/bin/env python3
"""Fit the weights of lib/data/clean.tsv: what lengths and words tell of two texts.

usage: clean_fit.py GOLD_DIR DG_CLEAN [LEXICON ...] > lib/data/clean.tsv
GOLD_DIR holds dev.A-B.tsv: id, document, text, text, label, note.  Documents whose CRC is even are
fitted on, the others are left for tests/quality/clean.sh to look at.  Logistic regression
by gradient descent with a small L2 penalty, a doubt each; the same figures every time.
"""
import math
import pathlib
import subprocess
import sys
import zlib

GOOD = {"clean", "twin_keep", "allcaps", "name_changed", "negation_dropped", "dup_exact", "dup_near"}
DOUBTS = {"words": {"misaligned_1", "random"}, "truncated": {"truncated"}, "glued": {"glued"}}
STEPS, RATE, PENALTY = 1500, 6.0, 2e-4


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


def fit(rows):
    n, w = len(rows), [0.0] * len(rows[0][1])
    for _ in range(STEPS):
        g = [PENALTY * n * x for x in w]
        g[0] = 0.0
        for y, x in rows:
            s = sum(a * b for a, b in zip(w, x))
            e = 1 / (1 + math.exp(-max(-30.0, min(30.0, s)))) - y
            for i, a in enumerate(x):
                g[i] += e * a
        w = [a - RATE / n * b for a, b in zip(w, g)]
    return w


def main(argv):
    data = [row for path in sorted(pathlib.Path(argv[1]).glob("dev.*.tsv")) for lexicon in argv[3:] or [None]
            for row in measures(path, argv[2], lexicon)]
    print("# Weights of the doubts of dg-clean: a logistic of the measures that `dg-clean --measures` prints.")
    print("# Fitted by tests/quality/clean_fit.py on one half (by document) of rows damaged on purpose.")
    print("# one\tlength\twhole\tfirst half\tsecond half\tof the other, first\tsecond\tchance")
    for doubt, bad in DOUBTS.items():
        rows = [(float(label in bad), x) for label, x in data if label in bad or label in GOOD]
        print(doubt, *("%.3f" % x for x in fit(rows)), sep="\t")


if __name__ == "__main__":
    main(sys.argv)
