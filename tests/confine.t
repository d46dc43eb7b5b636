#!/bin/sh
# confine.t -- the second wall: how every tool is linked, and what it may still do when it reads.
. "$(dirname "$0")/tap.inc"
. "$(dirname "$0")/contract.inc"
try=$(cd "$OUT" && pwd)/tests/confine/try
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
cd "$d" || exit 2
TMPDIR=$d/tmp
export TMPDIR
mkdir tmp x out
echo a >file; echo b >other; printf 'Bonjour.\n' >in
binaries=
for x in "$BIN"/*; do [ "$(head -c 2 "$x")" = '#!' ] || binaries="$binaries $(basename "$x")"; done

for b in $binaries; do
	elf=$(readelf -hldW "$BIN/$b")
	has() { case $elf in *"$1"*) echo yes ;; *) echo no ;; esac; }
	t "$b: anywhere in memory (PIE)" yes "$(has 'DYN (Position-Independent')"
	t "$b: what the linker set up is read-only" yesyes "$(has GNU_RELRO)$(has BIND_NOW)"
	t "$b: nothing is both written and run" "" "$(echo "$elf" | grep -e GNU_STACK -e LOAD | grep -e RWE)"
	names=$(nm -D "$BIN/$b")
	t "$b: stack protector" yes "$(case $names in *__stack_chk_fail*) echo yes ;; esac)"
	t "$b: fortified calls" yes "$(case $names in *_chk@*) echo yes ;; esac)"
done

# while it waits for its input: the tool is the first child's first child, as deep as it goes
status() {
	at=$1
	while c=$(cat "/proc/$at/task/$at/children" 2>/dev/null) && [ "$c" ]; do at=${c%% *}; done
	echo $(grep -e NoNewPrivs: -e Seccomp: "/proc/$at/status" 2>/dev/null)
}
# the FIFO is held open at both ends: it may be looked at before it has opened its input, and
# must find somebody there whenever it does
for b in $binaries; do
	rm -f x/good && mkfifo x/good
	exec 3<>x/good
	timeout -k 5 30 sh -c '. "$contract.inc"; run "$@"' sh "$b" x/good >/dev/null 2>&1 3>&- & p=$!
	i=0
	until s=$(status $p) && [ "$s" = "NoNewPrivs: 1 Seccomp: 2" ] || [ $i = 600 ]; do
		i=$((i + 1))
		sleep 0.03
	done
	t "$b: confined when it reads" "NoNewPrivs: 1 Seccomp: 2" "$s"
	kill $p; wait $p 2>/dev/null
	exec 3>&-
done

"$try" -o out/new file >said 2>err; t "what is named can be read and written: exit 0" 0 $?
want='the file: yes
the output: yes
another file: Permission denied
writing the file: Permission denied
a new file elsewhere: Permission denied
removing another file: Permission denied
the system'\''s files: Permission denied
the network: Operation not permitted
a socket of this machine: Operation not permitted
another process: Operation not permitted
another program: Operation not permitted
another file, by a thread: Permission denied'
# seccomp is in every kernel; landlock is not
if [ "$(sed -n 3p said)" = 'another file: yes' ]; then
	skip "files that are not named" "no landlock in this kernel"
	want=$(echo "$want" | grep 'not permitted') && grep 'not permitted' said >calls && mv calls said
fi
t "and nothing else" "$want" "$(cat said)"
finish
