#!/bin/sh
# pdf.t -- PDFs made by pdf.pl, read back: paragraphs whole, nothing of the pages around.
. "$(dirname "$0")/tap.inc"
here=$(cd "$(dirname "$0")" && pwd)
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
perl "$here/pdf.pl" "$d" || exit 2
cd "$d" || exit 2
if "$BIN/dg-text" plain.pdf 2>&1 | grep -q 'built without'; then
	skip "PDF" "built without poppler-glib"
	finish
fi
for n in plain running overleaf columns han; do
	t "$n: every paragraph" "$(cat "$n.gold")" "$("$BIN/dg-text" "$n.pdf" 2>&1)"
done
"$BIN/dg-text" -m meta plain.pdf >/dev/null
t "title, date, format" '"title":"Entretien des deux ministres","date":"2019-05-21","language":"fr","format":"pdf"' \
	"$(grep -o '"title.*"pdf"' meta)"
t "kinds" "title date body body body body item item" \
	"$("$BIN/dg-text" --json plain.pdf | grep -o '"kind":"[a-z]*' | cut -d'"' -f4 | paste -sd' ')"
t "no text" "dg-text: empty.pdf: no text in the PDF (1 pages, images perhaps)" "$("$BIN/dg-text" empty.pdf 2>&1)"
head -c 300 plain.pdf >cut.pdf
t "damaged" "dg-text: cut.pdf: damaged PDF" "$("$BIN/dg-text" cut.pdf 2>&1)"
"$BIN/dg-text" cut.pdf plain.pdf >out 2>err
t "damaged: exit 2, the others are read" "2 8" "$? $(wc -l <out)"
finish
