#!/bin/sh
# memory.sh -- dg-tmx against floors in C (tests/bench/floor.c) in the same run: half a
# million trilingual units written, read and linted, compressed; and a million rows
# of random bytes.  UNITS=500000 STRINGS=1000000 for less or more; the figures are the
# least of RUNS=4 runs, CPU seconds (gzip: by the clock), and megabytes at the most.  What is
# worse than what was asked for is told, and the exit status 1.
set -eu
export BIN
BIN=$(cd "${BIN:-build/bin}" && pwd) OUT=${OUT:-build} UNITS=${UNITS:-500000} STRINGS=${STRINGS:-1000000}
here=$(dirname "$0")
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
# shellcheck disable=SC2046
${CC:-cc} -O2 -o "$d/floor" "$here/floor.c" $(pkg-config --cflags --libs libxml-2.0)

# rows like those of statements: 12 to 40 words, quotes, accents, signs to escape; one in
# fifty repeats another
perl -CO -Mutf8 -e '
	srand 7;
	my @fr = split / /, "le ministre des Affaires étrangères a rencontré son homologue à Astana « coopération & paix » développement commun partenariat stratégique visite officielle";
	my @en = split / /, "the Foreign Minister met with his counterpart in Astana cooperation & peace common development strategic partnership official visit talks <agreement>";
	my @zh = split //, "外交部长王毅会见哈萨克斯坦外长双方应推动一带一路同光明之路对接合作共同发展战略伙伴关系倡议正式访问";
	print join("\t", qw(doc bead score fr zh en)), "\n";
	for my $i (0 .. $ARGV[0] - 1) {
		my $k = 12 + int rand 29;
		my $n = $i % 50 ? $i : 7;
		printf "statement-%d\t[%d]:[%d]:[%d]\t0.%03d\t%s %d.\t%s%d。\t%s %d.\n", $i / 40,
		    $i % 40, $i % 40, $i % 40, 300 + rand 700,
		    join(" ", map { $fr[rand @fr] } 1 .. $k), $n,
		    join("", map { $zh[rand @zh] } 1 .. 2 * $k), $n,
		    join(" ", map { $en[rand @en] } 1 .. $k), $n;
	}' "$UNITS" >"$d/t.tsv"

bad=0
# duel WHAT ASKED MB COLUMN FLOOR OURS: both commands in turn, the least of what COLUMN says
# of each (1: CPU, 2: the clock); their ratio may be a tenth above what is asked, as no
# machine is ever quiet, and memory may not be more at all
duel() {
	for _ in $(seq "${RUNS:-4}"); do
		eval "\"$d/floor\" run $5" 2>&1 >"$d/sink" | tail -1 >>"$d/floor.times"
		eval "\"$d/floor\" run $6" 2>&1 >"$d/sink" | tail -1 >>"$d/our.times"
	done
	awk -v what="$1" -v asked="$2" -v mb="$3" -v c="$4" '
		FNR == 1 { k++ } !(k in least) || $c < least[k] { least[k] = $c } $3 > kb { kb = $3 }
		END {
			ratio = least[2] / least[1]
			bad = asked != "-" && ratio > asked * 1.1 || kb > mb * 1024
			printf "%-34s %.2f s, floor %.2f s: %.2f times (asked: %s), %.1f MB (%d)%s\n", what, least[2],
			    least[1], ratio, asked, kb / 1024, mb, bad ? " TOO MUCH" : ""
			exit bad
		}' "$d/floor.times" "$d/our.times" || bad=1
	rm -f "$d"/*.times
}
duel "write, $UNITS units of three" 1.2 8 1 "$d/floor write $d/t.tsv" "$BIN/dg-tmx $d/t.tsv"
"$BIN/dg-tmx" -o "$d/t.tmx" "$d/t.tsv"
echo "the memory: $(($(wc -c <"$d/t.tmx") / 1000000)) MB"
duel "read, units thrown away" 1.15 16 1 "$d/floor read $d/t.tmx" "$BIN/dg-tmx --stats --filter score=2 $d/t.tmx"
duel "read and written as a bitext" - 16 1 "$d/floor read $d/t.tmx" "$BIN/dg-tmx -d $d/t.tmx"
duel "lint" 1.6 16 1 "$d/floor read $d/t.tmx" "$BIN/dg-tmx --lint $d/t.tmx"
for level in 1 6; do
	duel "gzip -$level, by the clock" 1.1 16 2 "gzip -c -$level $d/t.tmx" \
	    "$BIN/dg-tmx -$level -o $d/t.tmx.gz $d/t.tsv"
done
rm -f "$d"/t.* "$d/sink"

# any bytes but tab and line feed: well-formed and valid
ROWS=$STRINGS sh "$here/../random.t" || bad=1
exit $bad
