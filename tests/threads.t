#!/bin/sh
# threads.t -- the same bytes whatever the number of threads and however often: batch, learning,
# compression beside the work.  RUNS (default 3): how often each is done again.
. "$(dirname "$0")/tap.inc"
. "$(dirname "$0")/pile.inc"
here=$(cd "$(dirname "$0")" && pwd)
LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=1558396800
export LC_ALL SOURCE_DATE_EPOCH
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
(cd "$here/.." && perl tests/pile.pl "$d/pile" 20) || exit 2
cd "$d" || exit 2
{
	printf 'doc\tbead\tscore\tfr\ten\n'
	awk 'BEGIN { for (i = 0; i < 20000; i++)
		printf "d\t%d-%d\t0.%d\tLe ministre %d a reçu %d invités.\tMinister %d received %d guests.\n",
		    i, i, i % 10, i % 700, i, i % 700, i }'
} >rows.tsv
cut -f4,5 rows.tsv | head -3000 >texts.tsv

build() { rm -rf "$2"; "$BIN/drogman" build -q -j"$1" --learn --moses --xliff 1.2 -o "$2" pile/pages.tsv 2>err; }
learn() { "$BIN/dg-lexicon" learn -q -j"$1" -l fr,en -o "$2" texts.tsv 2>err; }
build 1 one; t "drogman build --learn -j1: exit 0" "0 " "$? $(cat err)"
want=$(sums one)
glossary() { "$BIN/dg-lexicon" build -q -j"$1" -o "$2" -l fr,zh,en,de "$here/../corpora/glossary.tsv" 2>err; }
glossary 1 built.lex; t "dg-lexicon build -j1: exit 0" "0 " "$? $(cat err)"
for j in 2 8; do
	glossary $j more.lex; t "dg-lexicon build -j$j: the same" "0 same" "$? $(cmp -s built.lex more.lex && echo same)"
done
learn 1 one.lex; t "dg-lexicon learn -j1: exit 0" "0 " "$? $(cat err)"
"$BIN/dg-tmx" -o one.tmx rows.tsv; t "dg-tmx: exit 0" 0 $?
for j in 2 3 4 5 6 7 8; do
	build $j more; t "drogman build --learn -j$j: the same" "0 $want" "$? $(sums more)"
	learn $j more.lex; t "dg-lexicon learn -j$j: the same" "0 same" "$? $(cmp -s one.lex more.lex && echo same)"
done
n=0 other=0 failed=0
while [ $n -lt "${RUNS:-3}" ]; do
	n=$((n + 1))
	build $((n % 8 + 1)) more || failed=$((failed + 1))
	[ "$(sums more)" = "$want" ] || other=$((other + 1))
	learn $((n % 8 + 1)) more.lex && cmp -s one.lex more.lex || other=$((other + 1))
	"$BIN/dg-tmx" -o more.tmx.gz rows.tsv && gzip -dc more.tmx.gz | cmp -s - one.tmx || other=$((other + 1))
done
t "$n times again, 1 to 8 threads: runs that failed, runs that gave something else" "0 0" "$failed $other"
finish
