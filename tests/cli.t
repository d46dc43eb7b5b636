#!/bin/sh
# cli.t -- one directory a case under tests/cli: `cmd` is run by sh inside a copy
# of the directory with the tools on PATH; `out`, `err` and `rc` say what it must
# print and return (absent: empty, empty, 0).  BLESS=1 rewrites them.
. "$(dirname "$0")/tap.inc"
dir=$(cd "$(dirname "$0")" && pwd)
PATH="$BIN:$PATH" LC_ALL=C SOURCE_DATE_EPOCH=1558396800 CORPORA="$dir/../corpora"
export PATH LC_ALL SOURCE_DATE_EPOCH CORPORA
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
for case in "$dir"/cli/*/; do
	name=$(basename "$case")
	rm -rf "$tmp/case" && cp -R "$case" "$tmp/case"
	(cd "$tmp/case" && sh ./cmd >"$tmp/out" 2>"$tmp/err" </dev/null; echo $? >"$tmp/rc")
	for what in out err rc; do
		case $what in rc) none=0 ;; *) none= ;; esac
		if [ "${BLESS:-}" ]; then
			if [ "$(cat "$tmp/$what")" = "$none" ]; then rm -f "$case$what"
			else cp "$tmp/$what" "$case$what"; fi
		fi
		if [ -f "$case$what" ]; then
			cmp -s "$case$what" "$tmp/$what" && same=same || same=$(diff "$case$what" "$tmp/$what" | head -20)
			t "$name: $what" same "$same"
		else
			t "$name: $what" "$none" "$(cat "$tmp/$what")"
		fi
	done
done
finish
