#!/usr/bin/env bash
# Runs fuzz targets, all of them unless some are named, for so many minutes each: fuzz/run.sh [MINUTES] [TARGET…].
# Needs cargo-fuzz, a C++ compiler and Python. What is found lies in fuzz/artifacts, and the exit status says that there is something.
# SANITIZER=address looks for what unsafe code in libraries may do, too; its build takes an hour or more instead of minutes.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
minutes=${1:-10}
shift
targets=("$@")
if [ "${#targets[@]}" -eq 0 ]; then
  mapfile -t targets < <(cargo fuzz list)
fi
build=(--dev --sanitizer none)
if [ "${SANITIZER:-none}" != none ]; then
  build=(--sanitizer "$SANITIZER")
  # A stable compiler does what the sanitizer needs when it is asked to; a nightly one minds nothing.
  export RUSTC_BOOTSTRAP=1
fi
python3 fuzz/seeds.py fuzz/corpus || exit 1
status=0
for target in "${targets[@]}"; do
  mkdir -p "fuzz/corpus/$target"
  printf '== %s, %s minutes\n' "$target" "$minutes"
  cargo fuzz run "${build[@]}" "$target" "fuzz/corpus/$target" -- -max_total_time=$((minutes * 60)) -rss_limit_mb=2048 \
    -malloc_limit_mb=1024 -timeout=60 -max_len=131072 -print_final_stats=1 || status=1
done
exit "$status"
