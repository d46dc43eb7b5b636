#!/bin/sh
# rules.t -- every rule that a tool lists (--list-rules) is told on its man page, and no other;
# those of dg-normalize with whether they are on at first and with where they are written down.
. "$(dirname "$0")/tap.inc"
dir=$(cd "$(dirname "$0")/.." && pwd)
LC_ALL=C.UTF-8
export LC_ALL
page() { sed -n '/^\.Ss The rules/,/^\.S[hs] [^T]/p' "$dir/tools/$1.1"; }
told() { page "$1" | sed -n 's/^\.It Cm //p'; }
# what the page says of a rule, its macros left out
entry() { page "$1" | sed -n "/^\\.It Cm $2\$/,/^\\.\\(It\\|El\\)/p" | grep -v '^\.\(It\|El\)'; }

t "dg-clean: its rules are on the page, in order" "$("$BIN/dg-clean" --list-rules |
	sed -n 's/^\([a-z][a-z-]*\) *= .*/\1/p')" "$(told dg-clean)"
t "dg-normalize: its rules are on the page, in order" "$("$BIN/dg-normalize" --list-rules |
	cut -d' ' -f1)" "$(told dg-normalize)"
for rule in $("$BIN/dg-normalize" --list-rules | cut -d' ' -f1); do
	last=$(entry dg-normalize "$rule" | grep -n '^On' | tail -1)
	t "$rule: what it does, whether it is on, its source" yes "$(
		entry dg-normalize "$rule" | tr '\n' ' ' | grep -Eq '^.*[a-z].* On( request|, but [^;]*)?; [^;]*\. $' &&
		echo yes || echo "$last")"
	t "$rule: on request on the page and in the list" \
		"$("$BIN/dg-normalize" --list-rules | grep -Ec "^$rule +on request")" \
		"$(entry dg-normalize "$rule" | grep -c '^On request')"
done
finish
