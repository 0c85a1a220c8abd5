#!/usr/bin/env bash
# Installs the extension with its server into VS Code, in a headless browser, and drives it. Screenshots: target/editors.
# usage: workbench.sh SERVER [RUN]...     A run is a file of editors/vscode/test/real by its name; by default all but `web`, which web.sh drives.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
server=$(realpath "$1")
shift
[ $# -gt 0 ] || set -- session columns preview first found api typing
mkdir -p target/editors
out=$PWD/target/editors
bash tests/editors/prepare.sh editors
cd editors/vscode
[ -d node_modules ] || npm ci --no-audit --no-fund --ignore-scripts
node package.mjs "$server" "$out/mubiao.vsix" > "$out/package.log" 2>&1 || { cat "$out/package.log"; exit 1; }
drive() { timeout --kill-after=10 600 node "test/real/$1.mjs" "$out/mubiao.vsix"; }
failed=()
times=()
for run in "$@"; do
  started=$SECONDS
  printf -- '-- %s\n' "$run"
  # An editor in a browser on a busy machine may stumble; what is wrong fails again.
  drive "$run" || { printf -- '-- %s, once more\n' "$run" && drive "$run"; } || failed+=("$run")
  times+=("$run $((SECONDS - started)) s")
done
printf -- '-- '
printf '%s, ' "${times[@]}"
printf '%d s in all\n' "$SECONDS"
[ "${#failed[@]}" -eq 0 ] || { printf 'failed: %s\n' "${failed[*]}"; exit 1; }
