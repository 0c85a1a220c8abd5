#!/usr/bin/env bash
# Neovim and Emacs, each with the configuration of editors/, work on the sample with the server and leave none behind.
# usage: clients.sh MUBIAO   (the program)
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/bin" "$scratch/home"
cp "$1" "$scratch/bin/mubiao"
cp "$root/tests/corpus/chaoyang-2021.txt" "$scratch/sheet.mubiao"
export PATH="$scratch/bin:$PATH" HOME="$scratch/home" LANG=C.UTF-8 MUBIAO_SHEET="$scratch/sheet.mubiao"
export MUBIAO_MODE="$root/editors/emacs/mubiao-mode.el"
passed=0 failed=0

session() {
  local name=$1
  shift
  if timeout 120 "$@" < /dev/null && ! pgrep -f "^$scratch/bin/mubiao|^mubiao lsp" > /dev/null; then
    passed=$((passed + 1))
  else
    printf '%s: FAILED\n' "$name"
    failed=$((failed + 1))
  fi
}

session neovim nvim --headless --clean --cmd "source $root/editors/neovim/mubiao.lua" -S "$root/tests/editors/neovim.lua"
session emacs emacs --batch -Q -l "$root/tests/editors/emacs.el"
printf '\n%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
