#!/usr/bin/env bash
# Builds the extension for VS Code in a browser, whose server is WebAssembly, and drives it in a window without another side.
# usage: web.sh PROGRAM     What it says of the sample is compared with what the program says. A picture: target/editors.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
program=$(realpath "$1")
mkdir -p target/editors
out=$PWD/target/editors
bash tests/editors/prepare.sh editors
cd editors/vscode
[ -d node_modules ] || npm ci --no-audit --no-fund --ignore-scripts
node web.mjs "$out/mubiao-web.vsix"
timeout --kill-after=10 600 node test/real/web.mjs "$out/mubiao-web.vsix" "$program"
