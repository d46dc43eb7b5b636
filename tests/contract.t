#!/bin/sh
# contract.t -- the same questions to every tool, new ones included by themselves; how each
# is run: contract.inc.  LONG=1 asks the slow ones too: a line of 1 GB.
. "$(dirname "$0")/tap.inc"
. "$(dirname "$0")/contract.inc"
umask 022
LC_ALL=C SOURCE_DATE_EPOCH=1558396800
export LC_ALL SOURCE_DATE_EPOCH
d=$(mktemp -d) || exit 2
trap 'chmod -R u+rwX "$d"; rm -rf "$d"' EXIT
cd "$d" || exit 2
chmod 755 .
# what is asked without the rights of root needs tools that anybody can reach
mkdir tests tmp && chmod 1777 tmp && cp -r "$contract" "$contract.inc" tests && cp -r "$BIN" bin || exit 2
BIN=$d/bin contract=$d/tests/contract TMPDIR=$d/tmp
export TMPDIR
printf 'Bonjour le monde. Il fait beau.\n' >in
: >empty
printf 'avant\n' >before
mkfifo nobody
yes '' 2>/dev/null | head -1000000 >lines

yes() { "$@" && echo yes || echo no; }
# the only ones that come from no crash: 0 done, 1 found, 2 trouble
ends() { [ "$1" -le 2 ] && echo yes || echo "$1"; }
# what a run that fails may say: one line a file or more, each with the tool's name in front
told() { grep -qv "^$(echo "$1" | sed 's/\..*//')" e && cat e || echo yes; }
debris() { find . tmp -name '*.part-*' -o -path './tmp/*' | head -3; }
mode() { ls -l "$1" | cut -c1-10; }

# ---- a tool: help, version, usage
ask_tool() {
	b=$1 x=$BIN/$1
	"$x" --help >o 2>e; t "$b: --help is exit 0" 0 $?
	t "$b: --help says usage" usage: "$(head -c 6 o)"
	t "$b: --help is quiet on stderr" "" "$(cat e)"
	"$x" --version >o 2>e; t "$b: --version is exit 0" 0 $?
	"$x" --help >/dev/full 2>e; t "$b: full disk is exit 2, --help" 2 $?
	"$x" --version >&- 2>e; t "$b: closed stdout is exit 2, --version" 2 $?
	"$x" --no-such-option >o 2>e; t "$b: unknown option is exit 2" 2 $?
	t "$b: … and prints nothing on stdout" "" "$(cat o)"
	timeout 20 "$x" - - <in >o 2>e; t "$b: - twice ends, no crash" yes "$(ends $?)"
}

# ---- its input, whatever it is
ask_input() {
	b=$1
	run "$b" none >o 2>e; t "$b: missing file is exit 2" 2 $?
	t "$b: … and is named once" 1 "$(grep -c none e)"
	run "$b" . >o 2>e; t "$b: a directory is exit 2" 2 $?
	run "$b" empty >o 2>e; r=$?; t "$b: empty input ends with 0 or 2, no crash" yes "$([ $r = 0 ] || [ $r = 2 ] && echo yes || echo $r)"
	for bad in 'a\000b\n' 'x\377\376y\n' 'no newline' 'a\r\nb\r\n' '\357\273\277a\n' '\357\273\277' '\n' \
	    '\377\376a\000\n\000' '\376\377\000a\000\n' '\037\213' '<' '<?xml version="1.0"?>' 'PK\003\004'; do
		printf "$bad" >bad
		run "$b" bad >o 2>e; t "$b: '$bad' ends with 0, 1 or 2, no crash" yes "$(ends $?)"
		t "$b: … and says who speaks" yes "$(told "$b")"
	done
	limited 60 "$b" lines >o 2>e; t "$b: a million empty lines" yes "$(ends $?)"
	[ "${LONG:-}" ] || return
	head -c 1073741824 /dev/zero | tr '\0' a | (ulimit -v 8000000; limited 600 "$b" -) >o 2>e
	t "$b: a line of 1 GB ends with 0, 1 or 2" yes "$(ends $?)"
	rm o
}

# ---- a good file, however it comes
same() { # NAME: o is what the good file gave, and so is the status
	t "$1: exit $want" "$want" "$r"
	t "$1: … the same output" same "$(cmp -s o want && echo same || diff o want | head -5)"
}
ask_good() {
	b=$1
	mkdir -p x && good "$b" >x/good
	run "$b" x/good >want 2>e; want=$?
	t "$b: a good file is exit 0" 0 $want
	for locale in C.UTF-8 none_NONE; do
		LC_ALL=$locale run "$b" x/good >o 2>e; r=$?; same "$b: locale $locale"
	done
	mv x/good keep && mkfifo x/good
	timeout 30 sh -c 'cat keep >x/good' & p=$!
	limited 30 "$b" x/good >o 2>e; r=$?; kill $p 2>/dev/null; wait $p; same "$b: a FIFO"
	rm x/good
	{ printf '\357\273\277'; cat keep; } >x/good
	run "$b" x/good >o 2>e; r=$?; same "$b: a byte-order mark"
	gzip -nc keep >x/good
	run "$b" x/good >o 2>e; r=$?; same "$b: gzip"
	cp keep x/good
	run "$b" x/good >/dev/full 2>e; r=$?
	t "$b: full disk is exit 2" "$([ -s want ] && echo 2 || echo 0)" $r
	t "$b: … and is told once" "$([ -s want ] && echo 1 || echo 0)" "$(grep -c ' ' e)"
	run "$b" x/good >&- 2>e; r=$?
	t "$b: closed stdout is exit 2" "$([ -s want ] && echo 2 || echo 0)" $r
	# a pipe whose reader is gone before the tool is there
	(run "$b" x/good 8<>nobody >nobody 8<&- 2>e); r=$?
	t "$b: SIGPIPE ends it without a word" "$([ -s want ] && echo 141 || echo $want) " "$r $(cat e)"
	(trap '' PIPE; run "$b" x/good 8<>nobody >nobody 8<&- 2>e); r=$?
	t "$b: SIGPIPE ignored: exit 2, and told once" "$([ -s want ] && echo 2 1 || echo $want 0)" "$r $(grep -c . e)"
	run "$b" x/good <&- >o 2>e; r=$?; same "$b: closed stdin"
}

# ---- where it goes: $to is a name that the tool takes
find_output() {
	for to in out out.tsv; do
		run "$1" x/good -o $to >o 2>e && [ -f $to ] && return
		rm -rf $to
	done
	rm -rf $to
	to=
	return 1
}
ask_output() {
	b=$1
	mkdir -p x && rm -rf out* && good "$b" >x/good
	# a way to run it that writes no data to stdout, or takes no -o, is not asked
	case $b in *.*) [ -s want ] || return 0; find_output "$b" || return 0 ;; esac
	find_output "$b" || { ! "$BIN/$b" --help | grep -q -e --output; return; }
	mv $to want
	is() { t "$b: $1: exit 0" 0 $?; t "$b: $1: whole" same "$(cmp -s $2 want && echo same)"; }
	(umask 027; run "$b" x/good -o $to) 2>e; is "-o: umask 027" $to
	t "$b: … and is kept" -rw-r----- "$(mode $to)"
	cp before $to && chmod 600 $to
	run "$b" x/good -o $to 2>e; is "-o: a private file" $to
	t "$b: … stays private" -rw------- "$(mode $to)"
	mkdir -p far && rm -f far/* $to && cp before far/$to && ln -s far/$to $to
	run "$b" x/good -o $to 2>e; is "-o: a link" far/$to
	t "$b: … stays a link" l "$(mode $to | head -c 1)"
	rm far/$to
	run "$b" x/good -o $to 2>e; is "-o: a link to what is not there yet" far/$to
	t "$b: … stays a link" l "$(mode $to | head -c 1)"
	rm $to && ln -s /dev/full $to
	run "$b" x/good -o $to >o 2>e; t "$b: -o: full disk is exit 2" 2 $?
	t "$b: … and is told once" 1 "$(grep -c . e)"
	rm $to && mkfifo $to
	timeout 30 cat $to >o & p=$!
	limited 30 "$b" x/good -o $to 2>e; r=$?; wait $p; (exit $r); is "-o: a FIFO" o
	rm $to && mkdir $to
	run "$b" x/good -o $to >o 2>e; t "$b: -o: a directory is exit 2" 2 $?
	rmdir $to
	run "$b" x/good -o none/$to >o 2>e; t "$b: -o: no such directory is exit 2" 2 $?
	rm -rf same && mkdir same && cp in same && cp x/good same/$to && cd same
	run "$b" $to >../want 2>../e; run "$b" $to -o $to >../o 2>../e; r=$?
	cd ..
	t "$b: -o is the input: the output or the input, whole" yes \
		"$({ [ $r = 0 ] && cmp -s same/$to want; } || { [ $r = 2 ] && cmp -s same/$to x/good; } && echo yes || diff same/$to want)"
	t "$b: -o: no debris" "" "$(debris)"
}

# ---- a signal while it reads: what stood there stands there, and nothing beside it
ask_signal() {
	b=$1
	rm -f x/good && mkfifo x/good
	case $b in *.*) signals=TERM ;; *) signals='INT TERM' ;; esac
	for sig in $signals; do
		cp before ${to:-out}
		timeout 60 sh -c "{ head -c \$(($(wc -c <keep) / 2)) keep; sleep 60; } >x/good" & p=$!
		# the tool holds 3 as well: this waits for its end, not for the shell's alone
		r=$(timeout --preserve-status -k 60 -s $sig 0.15 sh -c '. "$contract.inc"; run "$@"' \
		    sh "$b" x/good ${to:+-o $to} 3>&1 >o 2>e; echo $?)
		kill $p; wait $p 2>/dev/null
		# a script that only hands the file on has not read it
		t "$b: $sig ends it" yes "$([ $r -gt 128 ] || [ $r = 2 ] ||
		    [ "$(head -c 2 "$BIN/${b%%.*}")" = '#!' ] && echo yes || echo $r)"
		t "$b: … and what was there stays" same "$(cmp -s before ${to:-out} && echo same)"
		t "$b: … and there is no debris" "" "$(debris)"
	done
	rm -f x/good ${to:-out}
}

# ---- without the rights of root
plain=
[ "$(id -u)" = 0 ] && plain='setpriv --reuid 65534 --regid 65534 --clear-groups'
meek() { (cd ro && $plain sh -c '. "$contract.inc"; run "$@"' sh "$@"); }
ask_rights() {
	b=$1
	rm -rf ro && mkdir -p ro/x && good "$b" >ro/x/good && cp in ro
	(cd ro && run "$b" x/good >../want 2>/dev/null)
	made=$(ls ro | grep -vx -e in -e x -e p)
	cp ro/x/good ro/x/mine && chmod 000 ro/x/mine && chmod 555 ro
	(cd ro && rm -rf $made)
	meek "$b" x/good >o 2>e; r=$? want=0
	if [ "$made" ]; then
		t "$b: a directory that cannot be written is exit 2" 2 $r
		t "$b: … and is told" yes "$(grep -q . e && told "$b")"
		rm -rf ro
		return
	fi
	same "$b: a directory that cannot be written"
	meek "$b" x/mine >o 2>e; t "$b: an unreadable file is exit 2" 2 $?
	t "$b: … and is named once" 1 "$(grep -c mine e)"
	[ "$to" ] || { rm -rf ro; return; }
	meek "$b" x/good -o $to >o 2>e; t "$b: -o in a directory that cannot be written is exit 2" 2 $?
	t "$b: … and is told once" 1 "$(grep -c "$to" e)"
	chmod 777 ro && cp before ro/$to && chmod 444 ro/$to
	meek "$b" x/good -o $to >o 2>e; t "$b: -o: a write-protected file is exit 2" 2 $?
	t "$b: … and stays" same "$(cmp -s before ro/$to && echo same)"
	rm -rf ro
}

for b in $(cd "$BIN" && echo *); do ask_tool "$b"; done
for b in $(cases); do 
	ask_input "$b"
	ask_good "$b"
	to=
	ask_output "$b"; t "$b: -o is found where --help tells of it" 0 $?
	ask_signal "$b"
	ask_rights "$b"
	t "$b: nothing is left in TMPDIR" "" "$(ls tmp)"
done
finish
