#!/usr/bin/env bash
# One training on several nodes of a Slurm cluster: each node serves its card, the first trains.
# An example, never run on a cluster; see docs/multi-device.md.
#   sbatch --nodes=4 docs/slurm.sh RECIPE PACK RUN
# Submitted again, it goes on where it stopped.
#SBATCH --job-name=pneumoscope
#SBATCH --nodes=2
#SBATCH --ntasks-per-node=1
#SBATCH --gres=gpu:1
#SBATCH --time=12:00:00
set -euo pipefail
recipe=$1 pack=$2 run=$3
port=${PORT:-7700}

# Stops strangers of the cluster, not those who can read its network.
PNEUMOSCOPE_TOKEN=$(head -c 32 /dev/urandom | sha256sum | cut -d' ' -f1)
export PNEUMOSCOPE_TOKEN

# The servers must reach each other by the names that the client uses.
srun --overlap bash -c 'exec pneumoscope serve-device --device libtorch-cuda --public \
  --listen "$(hostname -I | cut -d" " -f1):$0"' "$port" &
servers=$!
trap 'kill "$servers" 2>/dev/null || true' EXIT

devices= count=0
for node in $(scontrol show hostnames "$SLURM_JOB_NODELIST"); do
  until (exec 3<>"/dev/tcp/$node/$port") 2>/dev/null; do
    kill -0 "$servers" # ends the job when the servers did not start
    sleep 1
  done
  devices+=${devices:+,}remote:$node:$port
  count=$((count + 1))
done

# The first step makes the run; batch times accumulate is what a step shows.
resume=()
[ -e "$run/config.toml" ] && resume=(--resume)
pneumoscope train --config "$recipe" --data "$pack" --out "$run" --devices "$devices" \
  --set "accumulate=$count" ${resume[@]+"${resume[@]}"}
