#!/usr/bin/env bash
# Neovim and Emacs, by Eglot and by lsp-mode, each with the configuration of editors/, work on the sample with the server and leave none behind;
# Neovim also colours it by the tree-sitter grammar.
# usage: clients.sh MUBIAO   (the program)
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/bin" "$scratch/home" "$scratch/sheets"
cp "$1" "$scratch/bin/mubiao" || exit
export PATH="$scratch/bin:$PATH" HOME="$scratch/home" LANG=C.UTF-8 MUBIAO_SHEET="$scratch/sheets/sheet.mubiao"
export MUBIAO_MODE="$root/editors/emacs/mubiao-mode.el"
unset LC_ALL LC_MESSAGES XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME
passed=0 failed=0

# The servers that run the program of this scratch folder; those of others on the machine are none of this test's.
servers() {
  local process
  for process in /proc/[0-9]*; do
    [ "$process/exe" -ef "$scratch/bin/mubiao" ] && printf '%s ' "${process#/proc/}"
  done
}

# A server whose editor is gone has five seconds to end.
settle() {
  local process
  for process in $(servers); do timeout 5 tail --pid="$process" -f /dev/null; done
}

# session NAME STATUS COMMAND...: the editor ends with the status.
session() {
  local name=$1 expected=$2 status=0 left
  shift 2
  cp "$root/tests/corpus/chaoyang-2021.txt" "$MUBIAO_SHEET"
  timeout --kill-after=2 25 "$@" </dev/null || status=$?
  settle
  left=$(servers)
  if [ "$status" -eq "$expected" ] && [ -z "$left" ]; then
    passed=$((passed + 1))
    return
  fi
  printf '%s: FAILED, status %d, servers left: %s\n' "$name" "$status" "${left:-none}"
  [ -z "$left" ] || kill $left
  failed=$((failed + 1))
}

neovim=(nvim --headless --clean --cmd "source $root/editors/neovim/mubiao.lua" -S "$root/tests/editors/neovim.lua")
session neovim 0 "${neovim[@]}"
MUBIAO_END=quit session 'neovim, which quits' 0 "${neovim[@]}"
MUBIAO_END=killed session 'neovim, killed' 137 "${neovim[@]}"
tree=$scratch/tree grammar=$root/grammar/tree-sitter-mubiao
mkdir -p "$tree/parser" "$tree/queries/mubiao"
cc -shared -fPIC -I "$grammar/src" -o "$tree/parser/mubiao.so" "$grammar"/src/{parser,scanner}.c
cp "$grammar"/queries/*.scm "$tree/queries/mubiao/"
session 'neovim, by the tree' 0 nvim -n --headless --clean --cmd "set rtp+=$tree" -S "$root/tests/editors/neovim_tree.lua"
session emacs 0 emacs --batch -Q -l "$root/tests/editors/emacs.el"
session lsp-mode 0 emacs --batch -Q -l "$root/tests/editors/lsp_mode.el"
printf '\n%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
