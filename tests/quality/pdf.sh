#!/bin/sh
# pdf.sh -- paragraphs out of PDFs that a browser prints: the project's own statements in
# three layouts, all of a language in one file (pdf.py).  Without Chromium: skipped.
set -u
here=$(cd "$(dirname "$0")/../.." && pwd)
BIN=${BIN:-$here/build/bin}
for c in python3 chromium; do
	command -v $c >/dev/null || { echo "pdf: skipped (no $c)"; exit 0; }
done
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
printf '%%PDF-1.4\n' >"$d/none.pdf"
"$BIN/dg-text" "$d/none.pdf" 2>&1 | grep -q 'damaged' || { echo "pdf: skipped (built without poppler-glib)"; exit 0; }
python3 "$here/tests/quality/pdf.py" "$BIN/dg-text" "$here/corpora/statements" "$d"
