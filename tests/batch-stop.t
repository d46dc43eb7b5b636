#!/bin/sh
# batch-stop.t -- drogman build when it is watched, asked, interrupted, killed, out of disk, or
# left without its pages: nothing lost, nothing twice, no debris, and the same command goes on.
# KILLS (default 50) is how often it is killed.  A page that is a FIFO holds a run where the
# test wants it.
. "$(dirname "$0")/tap.inc"
here=$(cd "$(dirname "$0")" && pwd)
LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=1558396800
export LC_ALL SOURCE_DATE_EPOCH
d=$(mktemp -d) || exit 2
trap 'umount "$d/small" 2>/dev/null; rm -rf "$d"' EXIT
(cd "$here/.." && perl tests/pile.pl "$d/pile" 60) || exit 2
m=$d/pile/pages.tsv page=$d/pile/fr/d00030.txt
cd "$d" || exit 2
# what hangs is red, not for ever
build() { timeout 60 "$BIN/drogman" build -q "$@"; }
# what must be the same: all but the times, the reports that hold them, and the working files
sums() {
	(cd "$1" && find . -type f ! -path './parts/*' ! -name times.tsv ! -name 'report.*' ! -name lock \
	    ! -name state -exec md5sum {} + | sort -k2)
}
debris() { find "$1" -name '*.part-*' | wc -l; }
corpus() { find "$1" -maxdepth 1 -name 'corpus.*' | wc -l; }
parts() { cat "$1"/parts/*.log 2>/dev/null | grep -ac '^drogman-part '; }
# wait_for COMMAND …: until it is so, half a minute at the most
wait_for() { i=0; until "$@" || [ $i -gt 600 ]; do sleep 0.05; i=$((i + 1)); done; }
has_parts() { [ "$(parts "$1")" -ge "$2" ]; }
says() { grep -aq "$2" "$1"; }
# it minds a SIGINT: before that one sent to it is lost
minds() { [ $((0x0$(sed -n 's/^SigCgt:[[:space:]]*//p' "/proc/$1/status" | tail -c 9) & 2)) != 0 ]; }
has() { case $1 in *"$2"*) echo yes ;; *) echo "$1" ;; esac; }
build -j1 --moses -o one "$m"; t "undisturbed: exit 0" 0 $?
want=$(sums one)

# the run stands before the 31st document of 60 from here on
cp "$page" kept
hold() { rm "$page"; mkfifo "$page"; }
let_go() { timeout 20 sh -c "cat kept >'$page'"; rm "$page"; cp kept "$page"; }
hold

# ---- told every 30 s where there is no terminal; looked at when the rest is done
mkfifo for-ever
sed "s|$page|$d/for-ever|" "$m" >long.tsv
"$BIN/drogman" build -j1 -o long long.tsv 2>long.err & long=$!
begun=$(date +%s)

# ---- asked
"$BIN/drogman" build -j1 --moses -o int "$m" 2>err & p=$!
wait_for has_parts int 30
kill -USR1 $p; wait_for says err "30 of 60 documents, "
t "SIGUSR1: where it is, at once" yes "$(has "$(cat err)" "drogman build: 30 of 60 documents, ")"
t "a second run in the directory: exit 2" 2 "$(build -o int "$m" 2>two; echo $?)"
t "it says who is at work" yes "$(has "$(cat two)" "int: another run is at work here (process $p)")"
t "a merge is none either" 2 "$(build --merge -o int "$m" 2>/dev/null; echo $?)"

"$BIN/drogman" build -q -j1 --moses --wait -o int "$m" 2>waits & w=$!
wait_for minds $w; kill -INT $w; wait $w; t "one that waits can be interrupted: exit 2" 2 $?
t "and says so" yes "$(has "$(cat waits)" "interrupted: 0 of 60 documents")"
"$BIN/drogman" build -j2 --moses --wait -o int "$m" 2>waits & w=$!

# ---- interrupted: the document in flight is finished, and counted
kill -INT $p
let_go
wait $p; t "SIGINT: exit 2" 2 $?
t "it says how to go on" yes \
	"$(has "$(cat err)" "interrupted: 31 of 60 documents are done and kept; the same command goes on from there")"
wait $w; t "one that has waited goes on: exit 0" 0 $?
t "what was begun was done, no more; the rest it makes alone" yes "$(has "$(cat waits)" "29 made, 31 from before")"
t "no debris" 0 "$(debris int)"
t "the same bytes" "$want" "$(sums int)"

# ---- a bar on a terminal
if command -v script >/dev/null 2>&1; then
	hold
	script -qefc "'$BIN/drogman' build -j1 -o bar '$m'" bar.out >/dev/null 2>&1 & p=$!
	wait_for has_parts bar 30; wait_for says bar.out '30 of 60 documents.* left'; let_go; wait $p
	t "a bar on a terminal, with what is left" yes \
		"$(tr '\r' '\n' <bar.out | grep -q '\[##########          \] 30 of 60 documents, [0-9]* rows, .* left' && echo yes)"
	t "which is gone at the end" yes "$(tail -c 400 bar.out | tr '\r' '\n' | grep -q 'K.*drogman build: 60 documents: 60 made' && echo yes)"
else
	skip "a bar on a terminal" "no script(1) here"
fi

# ---- shards side by side, while one of them is at work
hold
"$BIN/drogman" build -q -j1 --shard 2/2 -o side "$m" & a=$!	# d00030 is of this one
wait_for has_parts side 1
build -j1 --shard 1/2 -o side "$m"; t "a shard beside another one: exit 0" 0 $?
t "the same shard again: exit 2" 2 "$(build --shard 0/2 -o side "$m" 2>/dev/null; echo $?)"
t "no merge yet: exit 2" 2 "$(build --merge -o side "$m" 2>/dev/null; echo $?)"
let_go; wait $a; t "the other shard ends: exit 0" 0 $?
build --merge --moses -o side "$m"; t "both, merged: the same bytes" "$want" "$(sums side)"

# ---- kill -9 at any instant of a run as long as it takes here
ms() { echo $(($(date +%s%N) / 1000000)); }
t0=$(ms); build -j2 --moses -o time "$m"; took=$(($(ms) - t0))
k=0 hit=0 want_hits=${KILLS:-50}
while [ $hit -lt "$want_hits" ] && [ $k -lt $((want_hits * 5)) ]; do
	k=$((k + 1))
	"$BIN/drogman" build -q -j2 --moses -o kill "$m" 2>/dev/null & p=$!
	sleep "$(awk -v s="$k$$" -v t="$took" 'BEGIN { srand(s); printf "%.3f", (0.02 + rand() * 0.95) * t / 1000 }')"
	kill -9 $p 2>/dev/null
	wait $p 2>/dev/null
	if [ $? = 137 ]; then
		hit=$((hit + 1))
	else	# it was quicker than the one that was timed
		rm -rf kill; took=$((took * 9 / 10)); continue
	fi
	# every third time it may come to its end, before that it is killed again on its way
	[ $((hit % 3)) = 0 ] || continue
	build -j2 --moses -o kill "$m"
	t "killed, and gone on with: the same bytes ($hit)" "$want" "$(sums kill)"
	t "no debris ($hit)" 0 "$(debris kill)"
	rm -rf kill
done
t "as many kills as asked for met the run" "$want_hits" "$hit"
echo "# $hit of $k kills met the run"
rm -rf kill; build --moses -o kill "$m"; rm kill/state
"$BIN/drogman" build -q --moses -o kill "$m" & p=$!	# in the merge
sleep 0.03; kill -9 $p 2>/dev/null; wait $p 2>/dev/null
build --moses -o kill "$m"; t "killed while it merges: the same bytes" "$want" "$(sums kill)"

# ---- a full disk: no room in the parts, then none for the corpus, then room
if mkdir small && mount -t tmpfs -o size=300k drogman "$d/small" 2>/dev/null; then
	said=$(build -j2 --moses -o small/c "$m" 2>&1); t "a full disk: exit 2" 2 $?
	t "it is said" yes "$(has "$said" "No space left on device")"
	t "no corpus, no debris" "0 0" "$(corpus small/c) $(debris small/c)"
	mount -o remount,size=500k "$d/small"
	said=$(build -j2 --moses -o small/c "$m" 2>&1); t "full again: exit 2" 2 $?
	t "no corpus, no debris then" "0 0" "$(corpus small/c) $(debris small/c)"
	mount -o remount,size=20m "$d/small"
	said=$("$BIN/drogman" build -j2 --moses -o small/c "$m" 2>&1); t "room: exit 0" 0 $?
	t "the same bytes, of a disk that was full" "$want" "$(sums small/c)"
	t "what was made before it was full is kept" yes "$(echo "$said" | grep -q ' [1-9][0-9]* from before' && echo yes || echo "$said")"
	umount "$d/small"
else
	skip "a full disk" "no file system can be mounted here"
fi
(trap '' XFSZ; ulimit -f 16; build --moses -o limit "$m" 2>err); t "files may not grow: exit 2" 2 $?
t "it is said of which" yes "$(has "$(cat err)" "File too large")"
t "no half-written corpus" "0 0" "$(corpus limit) $(debris limit)"
build --moses -o limit "$m"; t "they may: the same bytes" "$want" "$(sums limit)"

# ---- pages that go and come back
build --moses -o gone "$m"
mv "$page" away
said=$("$BIN/drogman" build --moses -o gone "$m" 2>&1); t "a page has gone: exit 1" 1 $?
t "it is named" yes "$(has "$said" "drogman build: d00030: $page: No such file or directory")"
t "and its document is a line without rows" "0 0" "$(awk -F'\t' '$1 == "d00030" { print $9 + $10, $11 }' gone/documents.tsv)"
mkdir "$page"
said=$(build --moses -o gone "$m" 2>&1); t "a page is a directory: exit 1" 1 $?
t "it is said" yes "$(has "$said" "$page: Is a directory")"
rmdir "$page"; mv away "$page"
if [ "$(id -u)" != 0 ]; then
	chmod 000 "$page"
	said=$(build --moses -o gone "$m" 2>&1)
	t "a page that may not be read" yes "$(has "$said" "$page: Permission denied")"
	chmod 644 "$page"
fi
build --moses -o gone "$m"; t "it is back: the same bytes" "$want" "$(sums gone)"
rm gone/report.html gone/corpus.tmx.gz
build --moses -o gone "$m"; t "what was deleted is made again" "$want yes" "$(sums gone) $([ -s gone/report.html ] && echo yes)"

# ---- half a minute and more have gone
now=$(date +%s)
[ $((now - begun)) -gt 31 ] || sleep $((32 - now + begun))
wait_for says long.err '30 of 60 documents, '
t "no terminal: a line after half a minute" yes "$(has "$(cat long.err)" "drogman build: 30 of 60 documents, ")"
kill -9 $long 2>/dev/null; wait $long 2>/dev/null
finish
