#!/bin/sh
# completion.t -- what bash and zsh complete is what the tools take, asked of the shells themselves.
. "$(dirname "$0")/tap.inc"
OUT=$(cd "$OUT" && pwd)
file=$OUT/completion/drogman.bash
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
# offered WORD ...: what bash would show behind these words
offered() {
	bash --norc -c '. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _drogman "$1"
		printf "%s\n" "${COMPREPLY[@]}"' bash "$file" "$@" | sort
}
for x in "$BIN"/*; do
	[ "$(head -c 2 "$x")" = '#!' ] && continue
	b=$(basename "$x")
	t "$b: bash knows it" "complete -F _drogman $b" "$(bash --norc -c '. "$1"; complete -p "$2"' bash "$file" "$b")"
	t "$b: bash offers each option, and no other" "$("$x" --options | cut -f1,2 | tr '\t' '\n' | grep . | sort)" \
		"$(offered "$b" -)"
done
t "drogman build has its own" "$("$BIN/drogman" build --options | cut -f2 | grep ^--sh)" "$(offered drogman build --sh)"
t "commands" "build" "$(cd "$d" && offered dg-lexicon bui)"
t "each command of dg-lexicon" "build dump learn merge pairs show stat unigrams verify" "$(cd "$d" && offered dg-lexicon '' | xargs)"
t "values" "2.0 2.1 2.2" "$(offered drogman --xliff 2 | xargs)"
: >"$d/a b.tsv"
t "files with blanks" "a b.tsv" "$(cd "$d" && offered dg-tmx a)"
t "zsh reads it" "0 " "$(zsh -f -n "$OUT/completion/_drogman" 2>&1; echo "$? ")"
for b in $(ls "$BIN" | grep -v slurm); do
	t "$b: zsh knows it" _drogman "$(zsh -f -c 'fpath=($1 $fpath); autoload -Uz compinit; compinit -u -d $2/dump; print $_comps[$3]' \
		zsh "$OUT/completion" "$d" "$b")"
done
finish
