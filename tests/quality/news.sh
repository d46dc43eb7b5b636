#!/bin/sh
# news.sh -- the article body of English news pages: Scrapinghub's benchmark, by its measure
# (news.py).  It lies outside the project: NEWS=DIR names a checkout of it (html/*.html.gz,
# ground-truth.json); without that: skipped.
set -u
here=$(cd "$(dirname "$0")/../.." && pwd)
BIN=${BIN:-$here/build/bin}
news=${NEWS:-$here/../shared/gold/news}
[ -f "$news/ground-truth.json" ] || { echo "news: skipped (no article-extraction-benchmark; NEWS=DIR names one)"; exit 0; }
command -v python3 >/dev/null || { echo "news: skipped (no python3)"; exit 0; }
exec python3 "$here/tests/quality/news.py" "$BIN/dg-text" "$news" .960
