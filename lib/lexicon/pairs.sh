#!/bin/sh
# pairs.sh TOOL -- statistics of pairs, for lib/lexicon/pairs.tsv, out of the gold beads of the
# project's statements.
set -eu
tool=$1
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
for p in fr-zh zh-en fr-en; do
	a=${p%-*} b=${p#*-}
	printf 'doc\tbead\tscore\t%s\t%s\n' "$a" "$b" >"$d/$p.tsv"
	for s in corpora/statements/*; do
		awk -v a="$a" -v b="$b" '
		    FNR == 1 { file++ }
		    file < 3 { if (NF) text[file, n[file]++] = $0; next }
		    function side(f, ids, lang,   i, k, id, t) {
			k = split(ids, id, /[^0-9]+/)
			for (i = 1; i <= k; i++)
				if (id[i] != "") t = t (t == "" || lang == "zh" ? "" : " ") text[f, id[i]]
			return t
		    }
		    { split($0, x, ":"); print "s\t" $0 "\t1\t" side(1, x[1], a) "\t" side(2, x[2], b) }
		    ' "$s/$a.seg" "$s/$b.seg" "$s/$p.beads" >>"$d/$p.tsv"
	done
	"$tool" learn -q -l "$a,$b" --min-count 1000 -o "$d/$p.lex" "$d/$p.tsv"
	"$tool" pairs "$d/$p.lex"
done
