#!/bin/sh
# text.sh LANG MB [salad] -- that much text out of the corpus, one paragraph a line, the same
# each time: its paragraphs in an order and with digits that a generator chooses or, as
# salad, its words and marks in disorder.
LC_ALL=C exec awk -v lang="$1" -v bytes="$2"000000 -v salad="${3:+1}" '
function random(n) { seed = seed * 16807 % 2147483647; return seed % n }
BEGIN { RS = ""; seed = 1; blank = lang == "zh" ? "" : " " }
{
	gsub(/\n/, blank)
	text[NR] = $0
	if (lang == "zh")
		gsub(/\xEF\xBC\x8C|\xE3\x80\x82|\xE2\x80[\x9C\x9D]|\xEF\xBC[\x88\x89\x9A\x9F]/, " & ")
	for (i = split($0, w, " "); i > 0; i--)
		word[words++] = w[i]
}
END {
	marks = split(". . . ? ! ; : , ... \xE2\x80\xA6 \xC2\xBB \xC2\xAB \" ( ) - 1. a) M. etc. \xE3\x80\x82 \xEF\xBC\x9F \xE2\x80\x9D \xE2\x80\x9C", mark, " ")
	for (n = 0; n < bytes; n += length(s) + 1) {
		if (salad) {
			s = ""
			for (k = random(200); k >= 0; k--)
				s = s (random(5) ? word[random(words)] : mark[random(marks) + 1]) (random(6) ? " " : "")
		} else {
			s = text[random(NR) + 1]
			gsub(/[0-9]/, random(10), s)
		}
		print s
	}
}' "$(dirname "$0")"/../../corpora/statements/*/"$1.seg"
