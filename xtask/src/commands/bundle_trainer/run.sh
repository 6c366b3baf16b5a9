#!/usr/bin/env bash
# Trains from this folder on a machine that has neither Rust nor this project's source. The other parts
# (part-2 and so on) are folders beside this one, or their files are copied into it.
# Usage: ./run.sh [RECIPE] [DEVICE] [options of `pneumoscope train`]
#   RECIPE  a file of recipes/ without its extension; default coatnet-0-224. If there is a recipe of the
#           same name with -mild, it follows, from the best weights and with the same options
#   DEVICE  libtorch-cuda, libtorch, gpu or cpu; default: the best available
#   MINUTES=10 in the environment ends the script after that time, preparation included
#   CONTRAST=equalised in the environment prepares films that way (as coatnet-atto-64 needs them)
# Started again, it continues where it stopped. The weights are in runs/RECIPE/best, in files of at most
# 16 MiB. To run `pneumoscope export` elsewhere, copy runs/RECIPE there; checkpoints are not needed.
set -euo pipefail
started=$(date +%s)
cd "$(dirname "$0")"
recipe=${1:-coatnet-0-224}
device=${2:-best}
shift $(($# < 2 ? $# : 2))
python=${PYTHON:-python3}

# The path of a file of any part.
find_file() {
  for file in "$1" ../part-*/"$1"; do
    if [ -f "$file" ]; then
      echo "$file"
      return
    fi
  done
  echo "$1 is missing: put the folders of all parts beside each other" >&2
  exit 1
}

# On the first start, verify every file and unpack the films.
if [ ! -d images ]; then
  while read -r hash name; do
    file=$(find_file "$name")
    if [ "$(sha256sum <"$file" | cut -d ' ' -f 1)" != "$hash" ]; then
      echo "$file is damaged: its SHA-256 is not the one in SHA256SUMS" >&2
      exit 1
    fi
  done <SHA256SUMS
  rm -rf images.part
  mkdir images.part
  grep -o 'films\..*' SHA256SUMS | while read -r name; do
    tar -xzf "$(find_file "$name")" -C images.part
  done
  mv images.part images
fi

# PyTorch's folder holds libtorch; its CUDA libraries are in packages beside it.
torch=$("$python" -c 'import importlib.util as u; print(u.find_spec("torch").submodule_search_locations[0])' 2>/dev/null || true)
if [ -n "$torch" ]; then
  libraries=$torch/lib
  for folder in "$(dirname "$torch")"/nvidia/*/lib; do
    [ -d "$folder" ] && libraries=$libraries:$folder
  done
  export LD_LIBRARY_PATH=$libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
fi

# Unpacks a program on its first use.
unpack() {
  [ -x "$1" ] && return
  local file
  file=$(find_file "$1.xz")
  if ! xz -dc "$file" >"$1.part" 2>/dev/null && ! "$python" -c \
    'import lzma, shutil, sys; shutil.copyfileobj(lzma.open(sys.argv[1]), open(sys.argv[2], "wb"))' \
    "$file" "$1.part"; then
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

contrast=${CONTRAST:-as-stored}
mkdir -p packs runs

# All sides that the recipes use.
recipes=("recipes/$recipe.toml")
[ -f "recipes/$recipe-mild.toml" ] && recipes+=("recipes/$recipe-mild.toml")
sides=$(sed 's/#.*//' "${recipes[@]}" | grep -o 'side *= *[0-9]*' | grep -o '[0-9]*' | sort -un)
pack=packs/$(echo $sides | tr ' ' -)-$contrast
[ -d "$pack" ] || $program prepare --list labels.csv --images images --side $sides --contrast "$contrast" --out "$pack"

# Trains with a recipe, from the best weights of the stage before. Ends the script when time is up.
stage() {
  local recipe=$1 start=() resume=() limit=() left end
  shift
  run=runs/$recipe
  [ -f "$run/run.json" ] && resume=(--resume)
  [ -n "${best:-}" ] && start=(--set "start.weights=$PWD/$best")
  if [ -n "${MINUTES:-}" ]; then
    # The last checkpoint takes a little time too. With no time left, a single step is made.
    left=$(awk -v all="$MINUTES" -v used=$(($(date +%s) - started)) \
      'BEGIN { left = all - used / 60 - 0.1; print (left > 0.001 ? left : 0.001) }')
    limit=(--minutes "$left")
  fi
  echo "$program, device $device, recipe $recipe, pack $pack, run $run ${resume[*]:-} ${limit[*]:-}" >&2
  end=$($program train --json --config "recipes/$recipe.toml" --data "$pack" --out "$run" --device "$device" \
    ${resume[@]+"${resume[@]}"} ${start[@]+"${start[@]}"} ${limit[@]+"${limit[@]}"} "$@")
  echo "$end"
  best=$run/best
  case $end in
    *out-of-time*)
      echo "time is up; start the script again to continue" >&2
      exit
      ;;
  esac
}

stage "$recipe" "$@"
if [ -f "recipes/$recipe-mild.toml" ]; then
  stage "$recipe-mild" "$@"
fi
echo "the weights are in $best" >&2
