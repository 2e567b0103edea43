#!/bin/sh
# A Slurm cluster of this one machine, for trying out --launcher slurm:
#   slurm-node.sh start FOLDER    then: export SLURM_CONF=FOLDER/slurm.conf
#   slurm-node.sh stop FOLDER
# All of it lies in FOLDER, which is best short and empty; nothing of a cluster that the machine belongs to is touched.
# Needs Debian's packages slurm-wlm and munge. CPUS says how many processors the node claims to have (2).
set -eu

fail() {
  echo "slurm-node.sh: $*" >&2
  exit 2
}

[ $# -eq 2 ] || fail "expected start or stop, and a folder"
command=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
PATH=$PATH:/usr/sbin:/sbin

stop() {
  for daemon in slurmd slurmctld munged; do
    [ -f "$folder/$daemon.pid" ] || continue
    kill "$(cat "$folder/$daemon.pid")" 2>/dev/null || true
    for _ in 1 2 3 4 5 6 7 8 9 10; do
      kill -0 "$(cat "$folder/$daemon.pid" 2>/dev/null || echo 0)" 2>/dev/null || break
      sleep 0.5
    done
    rm -f "$folder/$daemon.pid"
  done
}

start() {
  for program in munged slurmctld slurmd sbatch sinfo; do
    command -v $program >/dev/null || fail "$program is not here: apt-get install slurm-wlm munge"
  done
  host=$(hostname -s)
  user=$(id -un)
  port=$((20000 + $$ % 20000))
  (umask 077 && head -c 1024 /dev/urandom >"$folder/munge.key")
  munged --force --key-file="$folder/munge.key" --socket="$folder/munge.socket" --pid-file="$folder/munged.pid" \
    --log-file="$folder/munged.log" --seed-file="$folder/munge.seed"
  mkdir -p "$folder/state" "$folder/spool"
  cat >"$folder/slurm.conf" <<END
ClusterName=tensorbang
SlurmctldHost=$host(127.0.0.1)
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
AuthInfo=socket=$folder/munge.socket
CredType=cred/munge
SlurmctldPort=$port
SlurmdPort=$((port + 1))
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
ReturnToService=2
KillWait=30
NodeName=$host NodeAddr=127.0.0.1 CPUs=${CPUS:-2} State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
END
  slurmctld -f "$folder/slurm.conf"
  slurmd -f "$folder/slurm.conf"
  export SLURM_CONF="$folder/slurm.conf"
  for _ in $(seq 60); do
    [ "$(sinfo --noheader --format=%T 2>/dev/null)" = idle ] && return
    sleep 1
  done
  stop
  fail "the node does not come up: see $folder/slurmctld.log and $folder/slurmd.log"
}

case $command in
  start) start ;;
  stop) stop ;;
  *) fail "$command: expected start or stop" ;;
esac
