#!/bin/sh
# segment.sh -- CPU of dg-segment over 50 MB of French, English and Chinese, as ratios to
# a program that does no more than ICU's BreakIterator does (icu.c, the same output
# format) and to wc -m, best of three runs that take turns; and its largest size, also on
# one endless line.  The text is the corpus over and over (text.sh).
set -u
BIN=${BIN:-build/bin}
OUT=${OUT:-build}
MB=${MB:-50} ENDLESS=${ENDLESS:-1000}
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
mkdir -p "$OUT/bench"
# shellcheck disable=SC2046
${CC:-cc} -O2 -o "$OUT/bench/icu" tests/bench/icu.c $(pkg-config --cflags --libs icu-uc) &&
	${CC:-cc} -O2 -o "$OUT/bench/measure" tests/bench/measure.c || exit 2

run() {		# NAME FILE COMMAND...: keeps the least CPU in cpu.NAME, the size in size.NAME
	name=$1 in=$2
	shift 2
	"$OUT/bench/measure" "$@" <"$in" >/dev/null 3>"$d/took" || exit 2
	read -r user system size <"$d/took"
	echo "$user $system" | awk '{ print $1 + $2 }' >>"$d/cpu.$name"
	echo "$size" >"$d/size.$name"
	sort -n "$d/cpu.$name" | head -1 >"$d/least.$name"
}
for l in fr en zh; do
	sh tests/bench/text.sh $l "$MB" >"$d/$l"
	for i in 1 2 3; do
		run icu$l "$d/$l" "$OUT/bench/icu" $l
		run seg$l "$d/$l" "$BIN/dg-segment" -l $l
		LC_ALL=C.UTF-8 run wc$l "$d/$l" wc -m
	done
	awk -v mb="$MB" -v lang=$l -v size="$(cat "$d/size.seg$l")" -v icu_size="$(cat "$d/size.icu$l")" '
	{ t[FNR == 1 ? ++n : n] = $1 }
	END {
		printf "%s, %d MB: dg-segment %.0f MB/s, bare ICU %.0f, wc -m %.0f; %.1f times ICU (asked: 2), %.1f times wc; %.1f MB (ICU %.1f)\n",
		    lang, mb, mb / t[2], mb / t[1], mb / t[3], t[1] / t[2], t[3] / t[2], size / 1000, icu_size / 1000
		exit t[1] < 2 * t[2]
	}' "$d/least.icu$l" "$d/least.seg$l" "$d/least.wc$l" || echo "$l: below twice ICU"
done
for l in fr zh; do
	tr '\n' ' ' <"$d/$l" >"$d/line"
	# shellcheck disable=SC2016
	sh -c 'n=0; while [ $n -lt '"$ENDLESS"' ]; do cat "$1"; n=$((n + '"$MB"')); done' sh "$d/line" |
	    "$OUT/bench/measure" "$BIN/dg-segment" -l $l 3>"$d/took" | tail -c 1 >/dev/null
	awk -v lang=$l -v mb="$ENDLESS" '{ printf "%s, one line of %d MB: %.0f MB/s, %.1f MB (asked: 10)\n", lang, mb, mb / ($1 + $2), $3 / 1000 }' "$d/took"
done
