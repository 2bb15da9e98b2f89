#!/usr/bin/env bash
# A real Slurm of one node on loopback, for as long as one command runs: slurm_node.sh COMMAND ...
# Needs root. All it writes, one temporary folder and /etc/slurm/slurm.conf, and its daemons end with it.
# Exit code 77: Slurm cannot be installed or started here (the reason is printed); otherwise COMMAND's.
set -euo pipefail

skip() {
    printf 'SLURM SKIPPED: %s\n' "$*" >&2
    exit 77
}

[ "$(id -u)" = 0 ] || skip "only root can start munged and slurmd"
if ! command -v slurmctld >/dev/null || ! command -v slurmd >/dev/null || ! command -v munged >/dev/null; then
    command -v apt-get >/dev/null || skip "slurm-wlm and munge are not installed and there is no apt-get"
    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends \
        slurm-wlm munge; } >/dev/null 2>&1 || skip "apt-get install slurm-wlm munge failed"
fi

# Jobs find their Slurm at this one place: Snakemake hands no SLURM_CONF on.
conf=/etc/slurm/slurm.conf
if [ -e "$conf" ]; then
    owner=$(sed -n 's/^# made by slurm_node.sh, process //p' "$conf")
    [ -n "$owner" ] || skip "$conf exists: this machine has a Slurm of its own"
    kill -0 "$owner" 2>/dev/null && skip "process $owner runs a Slurm here"
fi
mkdir -p /etc/slurm

folder=$(mktemp -d)
chmod 755 "$folder"
daemons=()
end() {
    local code=$? daemon
    for daemon in "${daemons[@]}"; do kill "$daemon" 2>/dev/null || true; done
    for daemon in "${daemons[@]}"; do timeout -k 1 5 tail --pid="$daemon" -f /dev/null || kill -9 "$daemon" 2>/dev/null || true; done
    rm -rf "$folder" "$conf"
    exit $code
}
trap end EXIT
trap 'exit 143' TERM INT HUP

# A port pair nobody uses, so that several of these can run on one machine.
read -r controller_port node_port < <(python3 - <<'EOF'
import socket
sockets = [socket.socket() for _ in range(2)]
for one in sockets:
    one.bind(("127.0.0.1", 0))
print(*(one.getsockname()[1] for one in sockets))
EOF
)
host=$(hostname -s)
megabytes=$(awk '/^MemTotal/ { print int($2 / 1124) }' /proc/meminfo)
mkdir -p "$folder"/{state,spool,munge}
chmod 700 "$folder/munge"
head -c 1024 /dev/urandom >"$folder/munge/key"
chmod 400 "$folder/munge/key"
socket=$folder/munge.socket
cat >"$conf" <<EOF
# made by slurm_node.sh, process $$
ClusterName=loopback
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$controller_port
SlurmdPort=$node_port
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$socket
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=sched_interval=1,defer_batch=0
MpiDefault=none
ReturnToService=2
MinJobAge=600
SwitchType=switch/none
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=$megabytes State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP
EOF

munged --foreground --force --key-file="$folder/munge/key" --socket="$socket" --pid-file="$folder/munged.pid" \
    --log-file="$folder/munged.log" --seed-file="$folder/munge/seed" >/dev/null 2>&1 &
daemons+=($!)
for _ in $(seq 50); do [ -S "$socket" ] && break || sleep 0.1; done
[ -S "$socket" ] || skip "munged does not start: $(tail -1 "$folder/munged.log" 2>/dev/null)"
slurmctld -D >/dev/null 2>&1 &
daemons+=($!)
slurmd -D -N "$host" >/dev/null 2>&1 &
daemons+=($!)
for _ in $(seq 100); do
    [ "$(timeout -k 1 5 sinfo --noheader --format=%t 2>/dev/null)" = idle ] && break || sleep 0.2
done
[ "$(timeout -k 1 5 sinfo --noheader --format=%t 2>/dev/null)" = idle ] ||
    skip "the node does not come up: $(tail -1 "$folder/slurmd.log" 2>/dev/null) $(tail -1 "$folder/slurmctld.log" 2>/dev/null)"

"$@"
