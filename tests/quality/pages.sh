#!/bin/sh
# pages.sh -- paragraphs, words, titles, dates and junk of the ministry-like pages under
# tests/quality/pages.  Each set after the first was written, pages and gold, before the tool
# read any of it; what it did then, at first sight, is the figure that stands for unseen pages:
#   second (24)  F1 fr .937 zh .944 en .904   words .944   titles 23/24  dates 20/23  junk 17
#   third   (9)  F1 fr 1    zh 1    en .986   words .995   titles 9/9    dates 9/9    junk 0
#   fourth (15)  F1 fr .993 zh .837 en .927   words .992   titles 14/15  dates 14/14  junk 2
#   fifth  (15)  F1 fr .932 zh .970 en .979   words .992   titles 15/15  dates 9/12   junk 1
#   sixth   (9)  F1 fr .933 zh .974 en .986   words .999   titles 9/9    dates 9/9    junk 0
#   seventh (36) F1 fr .983 zh .969 en .970   words .988   titles 35/36  dates 29/33  junk 10
#   composed (180, compose.py: parts and frames at random, half of the pages without any
#   telling class)
#                F1 fr .898 zh .991 en .908   words .963   titles 163/180 dates 149/158 junk 279
#   eighth (35, what is rare on purpose: Word, a wiki, mail archives, a letter in columns, a blog
#   with the next text below …), read by the rules as made general on the two before it
#                F1 fr .883 zh .966 en .967   words .973   titles 31/35  dates 21/22  junk 31
#   ninth  (24, after the layouts of ministries that the sets before it had least of: AMP, the
#   frontends of 2020 and later, a frame of 2002, print views, a single-page application)
#                F1 fr .989 zh .955 en .925   words .984   titles 24/24  dates 20/24  junk 10
#   (with two errors of its gold mended, a script counted as text and a byline with its date; .977,
#   .943 and .925 before)
#   tenth  (9, other systems again, read by the rules as made general on the ninth)
#                F1 fr .982 zh .941 en .936   words .978   titles 8/9  dates 7/8  junk 1
#   (zh .902 before an error of its gold was mended)
# The rules were then made general on what had gone wrong, so all of them are development
# pages now.  Gold was judged again where it contradicted the sets before it: bylines and
# kinds of document in a box of metadata, "(Source: …)", a kicker above the title are of the
# page (4 lines of the fourth set, 1 of the sixth, which also had 4 errors of its gold),
# and so is the kind of document on a line of its own (2 lines more; the figures of the seventh
# set are those after 11 errors of its gold were mended, before the tool was touched).
# Composed pages go on being unseen: another SEED=… makes others.  At first sight, seeds six and
# seven: fr .996 .998, zh 1 .999, en 1 .997; titles 360/360, dates 308/308, junk 13.
set -u
here=$(cd "$(dirname "$0")/../.." && pwd)
BIN=${BIN:-$here/build/bin}
command -v python3 >/dev/null || { echo "pages: skipped (no python3)"; exit 0; }
composed=$(mktemp -d) || exit 2
trap 'rm -rf "$composed"' EXIT
python3 "$here/tests/quality/pages/compose.py" "${SEED:-one}" "${PAGES:-60}" "$composed/composed" || exit 2
out=$(python3 "$here/tests/quality/pages/pages.py" "$BIN" "$here"/tests/quality/pages/*/ "$composed/composed") || exit 2
echo "$out"
# a fall below is a failure: paragraphs .97 in each language, words .99, every title and date;
# of the composed and the rare ones a title in ten or a date in seven may be lost, and a line of junk
# in four pages left, as some of them do not say where the text ends
echo "$out" | awk '{ split($8, t, "/"); split($10, d, "/"); loose = $1 == "composed" || $1 == "eighth"
	if ($4 < .97 || $6 < (loose ? .98 : .99) || t[1] < t[2] * (loose ? .9 : 1) ||
	    d[1] < d[2] * (loose ? .85 : 1) || $13 > (loose ? t[2] / 4 : 3)) {
		print $1, $2 ": below the floor"; bad = 1 } }
	END { exit bad || NR == 0 }'
