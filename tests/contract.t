#!/bin/sh
# contract.t -- the same questions to every tool, new ones included by themselves.
# A tool that cannot do with one operand gets its own in tests/contract/TOOL (a
# shell line with {} for the file under test).
. "$(dirname "$0")/tap.inc"
dir=$(cd "$(dirname "$0")" && pwd)
LC_ALL=C SOURCE_DATE_EPOCH=1558396800
export LC_ALL SOURCE_DATE_EPOCH
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
cd "$d" || exit 2
printf 'Bonjour le monde. Il fait beau.\n' >in
# run TOOL FILE: with the operands that the tool wants
run() {
	if [ -f "$dir/contract/$1" ]; then
		eval "$(sed "s#{}#$2#g" "$dir/contract/$1")"
	else
		"$BIN/$1" "$2"
	fi
}
for x in "$BIN"/*; do
	b=$(basename "$x")
	"$x" --help >o 2>e; t "$b: --help is exit 0" 0 $?
	t "$b: --help says usage" usage: "$(head -c 6 o)"
	t "$b: --help is quiet on stderr" "" "$(cat e)"
	"$x" --version >o 2>e; t "$b: --version is exit 0" 0 $?
	"$x" --help >/dev/full 2>e; t "$b: full disk is exit 2, --help" 2 $?
	"$x" --no-such-option >o 2>e; t "$b: unknown option is exit 2" 2 $?
	t "$b: … and prints nothing on stdout" "" "$(cat o)"
	run "$b" none >o 2>e; t "$b: missing file is exit 2" 2 $?
	t "$b: … and is named once" 1 "$(grep -c none e)"
	run "$b" . >o 2>e; t "$b: a directory is exit 2" 2 $?
	if [ -f "$dir/contract/$b.in" ]; then good=$dir/contract/$b.in; else good=in; fi
	run "$b" "$good" >o 2>e; t "$b: a good file is exit 0" 0 $?
	run "$b" "$good" >/dev/full 2>e; t "$b: full disk is exit 2" 2 $?
	: >empty
	run "$b" empty >o 2>e; r=$?; t "$b: empty input ends with 0 or 2, no crash" yes "$([ $r = 0 ] || [ $r = 2 ] && echo yes || echo $r)"
	for bad in 'a\000b\n' 'x\377\376y\n' 'no newline' 'a\r\nb\r\n' '\357\273\277a\n'; do
		printf "$bad" >bad
		run "$b" bad >o 2>e; r=$?
		t "$b: '$bad' ends with 0, 1 or 2, no crash" yes "$([ $r -le 2 ] && echo yes || echo $r)"
	done
done
finish
