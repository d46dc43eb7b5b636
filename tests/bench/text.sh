#!/bin/sh
# text.sh -- user CPU of dg-text against libxml2's tree and a walk over it (text_floor.c),
# in one run: many pages in one process, one page a process, one long page; and memory.
# The median of five rounds; the two are run in turn.
set -u
BIN=${BIN:-build/bin}
command -v python3 >/dev/null || { echo "text: skipped (no python3)"; exit 0; }
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
# shellcheck disable=SC2046
${CC:-cc} -O2 -o "$d/floor" tests/bench/text_floor.c $(pkg-config --cflags --libs libxml-2.0) || exit 2
python3 - "$BIN/dg-text" "$d/floor" "$d/long.html" corpora/statements/*/*.html <<'P'
import os, re, statistics, subprocess, sys
tool, floor, long, pages = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
fr = [p for p in pages if p.endswith('fr.html')]
rows = re.findall(rb'<p[ >].*?</p>', b''.join(open(p, 'rb').read() for p in fr if b'utf-8' in open(p, 'rb').read().lower()), re.S)
with open(long, 'wb') as f:
    f.write(b'<html><head><meta charset=utf-8><title>x</title></head><body><h1>Une longue page</h1>')
    n = 0
    while n < 6_000_000:
        for r in rows:
            n += f.write(r)
def run(command):
    with open(os.devnull, 'wb') as null:
        child = subprocess.Popen(command, stdout=null, stderr=null)
        _, _, use = os.wait4(child.pid, 0)
    return use.ru_utime + use.ru_stime
def ratio(name, files, times=1):
    a, b = [], []
    for _ in range(5):
        a.append(sum(run([tool, '-q'] + files) for _ in range(times)) / times)
        b.append(sum(run([floor] + files) for _ in range(times)) / times)
    r = statistics.median(x / y for x, y in zip(a, b))
    print(f'{name:44} {statistics.median(a) * 1000:8.2f} ms  floor {statistics.median(b) * 1000:8.2f} ms  ratio {r:.2f}')
ratio(f'{len(pages)} pages, 40 times over, one process', pages * 40)
ratio('one page a process', [fr[0]], 20)
ratio('one page of 6 MB', [long])
P
/usr/bin/time -f 'memory of one page: %M KB' "$BIN/dg-text" corpora/statements/readout-foreign-ministers/fr.html >/dev/null 2>"$d/m" &&
    cat "$d/m" || echo "memory: not measured (no time)"
