#!/usr/bin/env bash
# Runs fuzz targets, all of them unless some are named, for so many minutes each: fuzz/run.sh [MINUTES] [TARGET…].
# Needs cargo-fuzz, a C++ compiler and Python. What is found lies in fuzz/artifacts, and the exit status says that there is something.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
minutes=${1:-10}
shift
targets=("$@")
if [ "${#targets[@]}" -eq 0 ]; then
  mapfile -t targets < <(cargo fuzz list)
fi
# A stable compiler does what the fuzzer needs when it is asked to; a nightly one minds nothing.
export RUSTC_BOOTSTRAP=1
python3 fuzz/seeds.py fuzz/corpus || exit 1
status=0
for target in "${targets[@]}"; do
  mkdir -p "fuzz/corpus/$target"
  printf '== %s, %s minutes\n' "$target" "$minutes"
  cargo fuzz run "$target" "fuzz/corpus/$target" -- -max_total_time=$((minutes * 60)) -rss_limit_mb=2048 -malloc_limit_mb=1024 \
    -timeout=60 -max_len=65536 -print_final_stats=1 || status=1
done
exit "$status"
