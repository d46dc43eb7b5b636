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
perl "$here/pdf_break.pl" . 150 || exit 2
t "a password is asked for" "dg-text: secret.pdf: encrypted PDF" "$("$BIN/dg-text" secret.pdf 2>&1)"
"$BIN/dg-text" rtl.pdf >out 2>err
case $? in 0 | 2) rc=told ;; *) rc=$? ;; esac
t "from right to left: read, or said to be empty" "told" "$rc"
# broken ones: read or refused in a line, in a second each, and what is read is text
wrong=
for f in broken/*.pdf; do
	(ulimit -t 5; exec "$BIN/dg-text" -q "$f") >out 2>err
	rc=$?
	case $rc in
	0) [ -s err ] && wrong="$wrong $f:spoke"; LC_ALL=C grep -q '[[:cntrl:]]' out && wrong="$wrong $f:control"
	   iconv -f UTF-8 -t UTF-8 out >/dev/null 2>&1 || wrong="$wrong $f:bytes" ;;
	2) [ "$(wc -l <err)" = 1 ] && grep -q "^dg-text: $f: " err || wrong="$wrong $f:said" ;;
	*) wrong="$wrong $f:$rc" ;;
	esac
done
t "150 broken ones" "" "$wrong"
"$BIN/dg-text" cut.pdf plain.pdf >out 2>err
t "damaged: exit 2, the others are read" "2 8" "$? $(wc -l <out)"
finish
