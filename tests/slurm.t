#!/bin/sh
# slurm.t -- drogman-slurm on a cluster of one node: shards and merge; a task that is
# killed; a node that goes dark and comes back.  The corpus is that of one machine, byte for byte.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/tap.inc"
. "$here/slurm.sh"
LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=1558396800
export LC_ALL SOURCE_DATE_EPOCH
for c in slurmctld slurmd munged sbatch; do
	command -v $c >/dev/null 2>&1 || { skip "drogman-slurm" "no $c here"; finish; }
done
[ "$(id -u)" = 0 ] || { skip "drogman-slurm" "a cluster of our own wants root"; finish; }
d=$(mktemp -d) || exit 2
trap 'slurm_stop >/dev/null 2>&1; rm -rf "$d"' EXIT
(cd "$here/.." && perl tests/pile.pl "$d/pile" "${DOCUMENTS:-400}") || exit 2
m=$d/pile/pages.tsv
sums() { (cd "$1" && md5sum corpus.tsv.gz corpus.tmx.gz dropped.tsv.gz documents.tsv); }
"$BIN/drogman" build -q -o "$d/one" "$m"; t "one machine: exit 0" 0 $?
want=$(sums "$d/one")
slurm_start "$d/slurm"; t "a cluster starts" 0 $?
cd "$d" || exit 2

# sbatch --wait, behind -w, looks after 2, 6, 12, 20, 30 … seconds: one of the runs waits like that
"$BIN/drogman-slurm" -q "$m" "$d/eight" 8; t "eight shards and the merge are taken: exit 0" 0 $?
slurm_drain 60; t "they end" 0 $?
t "eight shards: the same bytes" "$want" "$(sums "$d/eight")"

# two passes: shards, what they teach, shards by that
(head -60 "$m") >small.tsv
"$BIN/drogman" build -q --learn -o "$d/twice" small.tsv
"$BIN/drogman-slurm" -q small.tsv "$d/learn" 3 --learn; t "--learn is taken: exit 0" 0 $?
slurm_drain 90; t "all four jobs end" 0 $?
t "--learn: the same bytes" "$(sums "$d/twice")" "$(sums "$d/learn")"

# a task killed with -9 fails, and the merge never starts; the same command makes the rest
sleep_for_a_task() {
	i=0
	until pgrep -f "[b]uild -q --wait -o $d/$1 .*--shard" >/dev/null || [ $i -gt 200 ]; do
		sleep 0.02; i=$((i + 1))
	done
}
"$BIN/drogman-slurm" -q "$m" "$d/killed" 4
sleep_for_a_task killed
pkill -9 -o -f "[b]uild -q --wait -o $d/killed .*--shard"; t "a task is killed" 0 $?
slurm_drain 60
t "then there is no corpus" "" "$(ls "$d/killed" | grep corpus)"
"$BIN/drogman-slurm" -q -w "$m" "$d/killed" 4; t "submitted again: exit 0" 0 $?
t "a killed task: the same bytes" "$want" "$(sums "$d/killed")"

# a node that is lost in the middle requeues its tasks by itself
"$BIN/drogman-slurm" -q "$m" "$d/dark" 4
sleep_for_a_task dark
slurm_node_kill "[b]uild -q --wait -o $d/dark"
slurm_wait down 40; t "the node is down" 0 $?
slurm_node_start; t "the node is back" 0 $?
slurm_drain 90; t "all jobs have ended" 0 $?
t "a lost node: the same bytes" "$want" "$(sums "$d/dark" 2>&1)"

# the node's daemon is killed and brought back, while a task of it lives on and writes
"$BIN/drogman-slurm" -q "$m" "$d/alive" 4
sleep_for_a_task alive
old=$(pgrep -o -f "[b]uild -q --wait -o $d/alive .*--shard")
kill -STOP "$old"; t "a task is held" 0 $?
slurm_daemon_kill
slurm_wait down 40; t "the node is down again" 0 $?
slurm_node_start; t "and back again" 0 $?
sleep 1; kill -CONT "$old" 2>/dev/null
slurm_drain 90; t "all jobs have ended then" 0 $?
t "a task that outlives its daemon: the same bytes" "$want" "$(sums "$d/alive" 2>&1)"
t "no debris" 0 "$(find "$d/eight" "$d/killed" "$d/dark" "$d/alive" -name '*.part-*' | wc -l)"
finish
