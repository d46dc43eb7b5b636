# slurm.sh -- a Slurm of one node for tests, as root, without systemd and without touching
# /etc or /run: slurm_start DIR; slurm_node_kill, slurm_node_start; slurm_stop.  Sets SLURM_CONF.
# Sources: slurm.conf(5), munged(8) of Debian's slurm-wlm and munge.

slurm_start() {
	slurm_dir=$1 slurm_host=$(hostname -s)
	mkdir -p "$slurm_dir/munge" "$slurm_dir/state" "$slurm_dir/spool" || return 1
	chmod 700 "$slurm_dir" "$slurm_dir/munge"
	head -c 128 /dev/urandom >"$slurm_dir/munge/key" && chmod 600 "$slurm_dir/munge/key"
	munged --force --key-file="$slurm_dir/munge/key" --socket="$slurm_dir/munge/socket" \
	    --pid-file="$slurm_dir/munged.pid" --log-file="$slurm_dir/munge/log" \
	    --seed-file="$slurm_dir/munge/seed" 2>"$slurm_dir/munge/err" || return 1
	# two ports of our own: another test may be running its own cluster
	slurm_port=$((20000 + $$ % 20000))
	{
		printf '%s\n' ClusterName=test "SlurmctldHost=$slurm_host(127.0.0.1)" SlurmUser=root \
		    AuthType=auth/munge CredType=cred/munge \
		    "SlurmctldPort=$slurm_port" "SlurmdPort=$((slurm_port + 1))" \
		    "StateSaveLocation=$slurm_dir/state" "SlurmdSpoolDir=$slurm_dir/spool" \
		    "SlurmctldPidFile=$slurm_dir/slurmctld.pid" "SlurmdPidFile=$slurm_dir/slurmd.pid" \
		    "SlurmctldLogFile=$slurm_dir/slurmctld.log" "SlurmdLogFile=$slurm_dir/slurmd.log" \
		    ProctrackType=proctrack/linuxproc TaskPlugin=task/none MpiDefault=none \
		    SelectType=select/cons_tres SelectTypeParameters=CR_Core \
		    SchedulerParameters=batch_sched_delay=0,sched_interval=1 \
		    ReturnToService=2 SlurmdTimeout=3 MessageTimeout=3 JobRequeue=1
		# the node is asked at such intervals: with the usual ones it is missed after half a minute;
		# without cred_expire a requeued job is held for two minutes
		printf '%s\n' "AuthInfo=socket=$slurm_dir/munge/socket,cred_expire=5" \
		    "NodeName=$slurm_host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN" \
		    'PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP'
	} >"$slurm_dir/slurm.conf"
	SLURM_CONF=$slurm_dir/slurm.conf
	export SLURM_CONF
	slurmctld -f "$SLURM_CONF" && slurm_node_start && slurm_wait idle 20
}

# until the node is in a state: STATE SECONDS
slurm_wait() {
	slurm_i=0
	until sinfo -h -o %T 2>/dev/null | grep -q "$1"; do
		slurm_i=$((slurm_i + 1))
		[ $slurm_i -lt $(($2 * 10)) ] || return 1
		sleep 0.1
	done
}

slurm_node_start() { slurmd -f "$SLURM_CONF"; }

# the daemon of the node and all that it started: a machine that goes dark
slurm_node_kill() {
	slurm_daemon_kill
	pkill -9 -f "slurmstepd: \[" 2>/dev/null
	pkill -9 -f "$1" 2>/dev/null
	true
}

# the daemon alone: its tasks live on
slurm_daemon_kill() { kill -9 "$(cat "$slurm_dir/slurmd.pid")"; }

# until no job is left: SECONDS
slurm_drain() {
	slurm_i=0
	while [ -n "$(squeue -h 2>/dev/null)" ]; do
		slurm_i=$((slurm_i + 1))
		[ $slurm_i -lt $(($1 * 10)) ] || return 1
		sleep 0.1
	done
}

slurm_stop() {
	scancel -u "$(id -un)" 2>/dev/null
	slurm_drain 10
	# with -9: the controller takes ten seconds to go by itself, and writes its state until then
	for slurm_p in slurmd slurmctld munged; do
		[ -s "$slurm_dir/$slurm_p.pid" ] && kill -9 "$(cat "$slurm_dir/$slurm_p.pid")" 2>/dev/null
	done
	sleep 0.2
}
