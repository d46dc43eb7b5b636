#!/usr/bin/env python3
"""Fit the weights of lib/data/clean.tsv: what lengths, words and marks tell of two texts.

usage: clean_fit.py GOLD_DIR STATEMENTS_DIR DG_CLEAN [LEXICON ...] > lib/data/clean.tsv
GOLD_DIR/clean holds dev.A-B.tsv: id, document, text, text, label, note.  Documents whose CRC is even
are fitted on, the others are left for tests/quality/clean.sh to look at.  Beside the rows that
are damaged there, good ones are damaged here, on either side: cut, joined with a neighbour,
moved by one; so are the beads of the project's statements and, one to one, of GOLD_DIR/align/ntrex-dev.
Logistic regression by Newton's method with a small L2 penalty, a doubt and a kind of pair each
(same or mixed ways of writing); then a shift a pair of languages, so that of the good rows no more
than DOUBTED are doubted.  The same figures every time.
"""
import math
import pathlib
import random
import re
import subprocess
import sys
import zlib

GOOD = {"clean", "twin_keep", "allcaps", "name_changed", "negation_dropped", "dup_exact", "dup_near"}
DOUBTS = {"words": {"misaligned_1", "random"}, "truncated": {"truncated"}, "glued": {"glued"}}
STEPS, PENALTY = 9, 5e-4
# of the good rows; words that share no cognates tell less, and as much as may be is asked of them
DOUBTED = {"same": {"words": 0.006, "truncated": 0.003, "glued": 0.004},
           "mixed": {"words": 0.013, "truncated": 0.004, "glued": 0.008}}
GOOD_COUNTS = 3	# a good row stands for so many
# the measures of two texts of one way of writing, when they change places: which take each other's
MIRROR = ((7, 8), (10, 11), (12, 13), (14, 15), (16, 17), (18, 19))	# 20 and 21 are of both


def joined(x, y, lang):
    return x + ("" if lang == "zh" else " ") + y


def cut(text, share, lang):
    n = max(1, int(len(text) * share))
    blank = text.rfind(" ", 0, n + 1) if lang != "zh" else n
    return text[:blank if blank > 0 else n]


def damaged(rows, langs, rng):
    """good rows of one document in order -> (label, text, text)"""
    for i, (a, b) in enumerate(rows):
        if len(b) < (12 if langs[1] == "zh" else 30) or len(rows) < 2:
            continue
        share = rng.uniform(.3, .65)
        yield "truncated", a, cut(b, share, langs[1])
        yield "truncated", cut(a, share, langs[0]), b
        last = i + 1 == len(rows)
        x, y = rows[i - 1 if last else i + 1]
        yield "misaligned_1", a, y
        if last or rng.random() < .25:
            x, y = rows[i - 1]
            yield "glued", a, joined(y, b, langs[1])
            yield "glued", joined(x, a, langs[0]), b
        else:
            yield "glued", a, joined(b, y, langs[1])
            yield "glued", joined(a, x, langs[0]), b


def beads(path, flip):
    for line in path.read_text().splitlines():
        m = re.match(r"\[(.*?)\]:\[(.*?)\]$", line)
        sides = [[int(x) for x in s.split(",") if x.strip()] for s in m.groups()]
        yield sides[::-1] if flip else sides


def bead_rows(folder, names, langs, single):
    """names of a document's beads and segments -> its rows with both texts"""
    bead, seg = names
    for flip in (False, True):
        path = folder / bead.format("-".join(langs[::-1] if flip else langs))
        if not path.exists():
            continue
        text = [[s for s in (folder / seg.format(l)).read_text(encoding="utf-8").splitlines() if s] for l in langs]
        for ids in beads(path, flip):
            if all(ids) and (not single or len(ids[0]) == len(ids[1]) == 1):
                yield tuple(("" if l == "zh" else " ").join(t[i] for i in s) for t, s, l in zip(text, ids, langs))


def examples(gold, statements, pair):
    """-> (label, text, text), whatever is fitted on for one pair of languages"""
    langs, rng = pair.split("-"), random.Random(pair)
    rows = [l.split("\t") for l in (gold / f"clean/dev.{pair}.tsv").read_text(encoding="utf-8").splitlines()]
    documents, seen = {}, {text for r in rows for text in r[2:4]}
    for r in rows:
        if zlib.crc32(r[1].encode()) % 2 == 0:
            yield r[4], r[2], r[3]
            if r[4] == "clean":
                documents.setdefault(r[1].split(":")[0] if r[1].startswith("pud") else r[1], []).append((r[2], r[3]))
    for path in sorted(statements.iterdir()):
        documents[path.name] = list(bead_rows(path, ("{}.beads", "{}.seg"), langs, False))
        yield from (("clean", *row) for row in documents[path.name])
    for path in sorted((gold / "align/ntrex-dev").glob("*.fr")):
        more = bead_rows(path.parent, (path.stem + ".{}.gold", path.stem + ".{}"), langs, True)
        documents[path.stem] = [row for row in more if not seen & set(row)]
        yield from (("clean", *row) for row in documents[path.stem])
    for rows in documents.values():
        yield from damaged(rows, langs, rng)
    every = [row for rows in documents.values() for row in rows]
    for a, _ in every:
        yield "random", a, rng.choice(every)[1]


def measures(rows, pair, tool, lexicon):
    """-> (label, measures)"""
    table = "\t".join(["row", *pair.split("-")]) + "\n"
    table += "".join("\t".join([str(i), a, b]) + "\n" for i, (_, a, b) in enumerate(rows))
    out = subprocess.run([tool, "-q", "--measures", *(["-x", lexicon] if lexicon else [])], input=table.encode(),
                         stdout=subprocess.PIPE, check=True).stdout.decode()
    for line in out.splitlines():
        cells = line.split("\t")
        yield rows[int(cells[0]) - 2][0], [float(x) for x in cells[3:]]


def mirrored(x):
    y = list(x)
    y[1] = -y[1]
    for i, k in MIRROR:
        y[i], y[k] = x[k], x[i]
    return y


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
    """(bad or not, measures) -> weights"""
    n, k = sum(1 if y else GOOD_COUNTS for y, _ in rows), len(rows[0][1])
    w = [0.0] * k
    for _ in range(STEPS):
        a = [[(PENALTY if r else 1e-9) * (r == c) for c in range(k)] + [PENALTY * w[r] * (r > 0)] for r in range(k)]
        for y, x in rows:
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, dot(w, x)))))
            count = (1 if y else GOOD_COUNTS) / n
            q, e = p * (1 - p) * count, (p - y) * count
            for r in range(k):
                row, v = a[r], q * x[r]
                for c in range(k):
                    row[c] += v * x[c]
                row[k] += e * x[r]
        w = [u - v for u, v in zip(w, solve(a))]
    return w


def level(w, rows, share):
    """what is to be added so that such a share of the good rows is doubted"""
    good = sorted((dot(w, x) for y, x in rows if not y), reverse=True)
    return -good[int(share * len(good))]


def main(argv):
    gold, statements, tool = pathlib.Path(argv[1]), pathlib.Path(argv[2]), argv[3]
    data = {}
    for path in sorted(gold.glob("clean/dev.*.tsv")):
        pair = path.name.split(".")[1]
        rows = list(examples(gold, statements, pair))
        data[pair] = [x for lexicon in argv[4:] or [""] for x in measures(rows, pair, tool, lexicon)]
    kinds = {"same": [p for p in data if "zh" not in p], "mixed": [p for p in data if "zh" in p]}
    print("# Weights of the doubts of dg-clean: a logistic of the measures that `dg-clean --measures` prints.")
    print("# Fitted by tests/quality/clean_fit.py on one half (by document) of rows damaged on purpose.")
    print("# doubt\tway of writing of the two\tweights, in the order of the measures")
    shift = {pair: [] for pair in data}
    for doubt, bad in DOUBTS.items():
        for kind, pairs in kinds.items():
            rows = {p: [(label in bad, x) for label, x in data[p] if label in bad or label in GOOD] for p in pairs}
            every = [row for p in pairs for row in rows[p]]
            w = fit(every + [(y, mirrored(x)) for y, x in every] if kind == "same" else every)
            share = DOUBTED[kind][doubt]
            w[0] += level(w, every, share)
            for p in pairs:
                shift[p].append(level(w, rows[p], share))
            print(doubt, kind, *("%.3f" % x for x in w), sep="\t")
    print("# shift\tof a pair of languages\t" + "\t".join(DOUBTS))
    for pair, s in sorted(shift.items()):
        print("shift", *pair.split("-"), *("%.3f" % x for x in s), sep="\t")


if __name__ == "__main__":
    main(sys.argv)
