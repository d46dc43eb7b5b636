#!/usr/bin/env python3
"""typography.py GOLD-DIR PROGRAM [WORK-DIR] -- feed the gold text to dg-normalize, document by
document, and print what its score.py finds, a line a figure.  Run by typography.sh."""
import importlib.util
import os
import subprocess
import sys
import tempfile

LOCALES = {"fr": "fr", "fr-CA": "fr-CA", "en": "en-US", "zh": "zh-Hans", "zh-TW": "zh-Hant"}


def rows(path):
    with open(path, encoding="utf8", newline="\n") as f:
        return f.read().split("\n")[:-1]


def documents(meta):
    """Runs of lines with the same set, kind and document."""
    start = 0
    for i in range(1, len(meta) + 1):
        if i == len(meta) or [meta[i][k] for k in (0, 2, 5)] != [meta[start][k] for k in (0, 2, 5)]:
            yield start, i
            start = i


def run(program, locale, space, lines, docs, work):
    """All documents through one process; the lines come back in the same number."""
    names = []
    for n, (a, b) in enumerate(docs):
        names.append(os.path.join(work, f"{n:06}"))
        with open(names[-1], "w", encoding="utf8", newline="\n") as f:
            f.write("".join(x + "\n" for x in lines[a:b]))
    out = []
    for i in range(0, len(names), 2000):
        done = subprocess.run([program, "-l", locale, "--space", space, *names[i:i + 2000]],
                              capture_output=True, check=True)
        out += done.stdout.decode("utf8").split("\n")[:-1]
    assert len(out) == len(lines), f"{len(out)} lines for {len(lines)}"
    return out


def put(path, lines):
    with open(path, "w", encoding="utf8", newline="\n") as f:
        f.write("".join(x + "\n" for x in lines))
    return path


def figures(score, gold, program, work, name, locale):
    base = os.path.join(gold, name)
    source, meta = rows(base + ".in"), [x.split("\t") for x in rows(base + ".meta.tsv")]
    docs = list(documents(meta))
    out = run(program, locale, "nbsp", source, docs, work)
    again = run(program, locale, "nbsp", out, docs, work)
    put(os.path.join(work, name + ".out"), out)
    twice = put(os.path.join(work, name + ".again"), again[::8])
    r = score.main(base + ".in", base + ".gold", base + ".meta.tsv",
                   os.path.join(work, name + ".out"), twice)
    clean = [i for i, m in enumerate(meta) if m[2] == "none"]
    kept = run(program, locale, "keep", source, docs, work)
    # where the gold types ' (foldapos, marks), an apostrophe made right is no harm
    same = sum(kept[i] == source[i] or meta[i][3] != "full" and
               kept[i].translate(score.APO) == source[i].translate(score.APO) for i in clean)
    put(os.path.join(work, name + ".keep"), kept)
    for key, v in sorted(r["acc"].items()):
        if key.startswith("dev/") or key == "all":
            print(f"{name}\t{key}\tL0 {v[0]} L1 {v[1]} L2 {v[2]} L3 {v[3]}\t{v[5]} lines")
    for key, v in sorted(r["pr"].items()):
        print(f"{name}\t{key}\tP {v['P']} R {v['R']}\t{v['need']} needed {v['made']} made")
    print(f"{name}\tletters changed\t{r['damaged_pct']} %")
    twice_same = sum(a == b for a, b in zip(out, again))
    print(f"{name}\ttwice is once\t{100 * twice_same / len(out):.3f} %\t{len(out) - twice_same} lines differ")
    print(f"{name}\tgold left byte-identical (--space keep)\t{100 * same / len(clean):.2f} %\t"
          f"{len(clean) - same} of {len(clean)} changed")


def main(gold, program, work=None):
    spec = importlib.util.spec_from_file_location("score", os.path.join(gold, "score.py"))
    score = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(score)
    with tempfile.TemporaryDirectory() as scratch:
        for name, locale in LOCALES.items():
            if os.path.exists(os.path.join(gold, name + ".in")):
                figures(score, gold, os.path.abspath(program), work or scratch, name, locale)


if __name__ == "__main__":
    main(*sys.argv[1:])
