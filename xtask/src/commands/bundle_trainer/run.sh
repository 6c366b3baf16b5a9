#!/usr/bin/env bash
# Trains from this folder on a machine that has neither Rust nor this project's source.
# Usage: ./run.sh [RECIPE] [DEVICE] [options of `pneumoscope train`]
#   RECIPE  a file of recipes/ without its ending; default coatnet-0
#   CONTRAST=equalised before it packs the films so (as coatnet-atto-64 wants them)
#   DEVICE  libtorch-cuda, libtorch, gpu or cpu; default: the best one that is here
# Started again, it goes on where it stopped.
set -euo pipefail
cd "$(dirname "$0")"
recipe=${1:-coatnet-0}
device=${2:-best}
shift $(($# < 2 ? $# : 2))
python=${PYTHON:-python3}

# PyTorch's folder holds libtorch; its CUDA libraries lie in packages beside it.
torch=$("$python" -c 'import importlib.util as u; print(u.find_spec("torch").submodule_search_locations[0])' 2>/dev/null || true)
if [ -n "$torch" ]; then
  libraries=$torch/lib
  for folder in "$(dirname "$torch")"/nvidia/*/lib; do
    [ -d "$folder" ] && libraries=$libraries:$folder
  done
  export LD_LIBRARY_PATH=$libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
fi

# Programs come packed; unpacks one for the first time it is wanted.
unpack() {
  [ -x "$1" ] && return
  if ! xz -dc "$1.xz" >"$1.part" 2>/dev/null && ! "$python" -c \
    'import lzma, shutil, sys; shutil.copyfileobj(lzma.open(sys.argv[1]), open(sys.argv[2], "wb"))' \
    "$1.xz" "$1.part"; then
    echo "$1.xz cannot be unpacked: install xz, or set PYTHON to a Python with lzma" >&2
    exit 1
  fi
  chmod +x "$1.part"
  mv "$1.part" "$1"
}

if [ "$device" = best ]; then
  unpack ./pneumoscope-libtorch
  if [ -n "$torch" ] && ./pneumoscope-libtorch --version >/dev/null 2>&1; then
    device=libtorch
    if "$python" -c 'import sys, torch; sys.exit(not torch.cuda.is_available())' 2>/dev/null; then
      device=libtorch-cuda
    fi
  elif command -v nvidia-smi >/dev/null || [ -e /dev/dri/renderD128 ]; then
    device=gpu
  else
    device=cpu
  fi
fi
case $device in
  libtorch*) program=./pneumoscope-libtorch ;;
  *) program=./pneumoscope-wgpu ;;
esac
unpack $program
if ! $program --version >/dev/null; then
  echo "$program does not start; for $device this needs PyTorch @TORCH@ where $python finds it (set PYTHON to another), or choose cpu or gpu" >&2
  exit 1
fi

# The recipe's own side and those it grows through.
sides=$(sed 's/#.*//' "recipes/$recipe.toml" | grep -o 'side *= *[0-9]*' | grep -o '[0-9]*' | sort -un)
contrast=${CONTRAST:-as-stored}
pack=packs/$(echo $sides | tr ' ' -)-$contrast
run=runs/$recipe
mkdir -p packs runs
[ -d "$pack" ] || $program prepare --list labels.csv --images images --side $sides --contrast "$contrast" --out "$pack"
resume=()
[ -f "$run/run.json" ] && resume=(--resume)
echo "$program, device $device, recipe $recipe, pack $pack, run $run ${resume[*]:-}" >&2
exec $program train --config "recipes/$recipe.toml" --data "$pack" --out "$run" --device "$device" ${resume[@]+"${resume[@]}"} "$@"
